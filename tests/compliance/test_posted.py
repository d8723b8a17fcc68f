"""A file of letters for the post is marked as posted on a day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent
from cet_portal.core.permissions import Refused
from compliance.enums import LetterKind
from compliance.models import LetterRound, PostFile
from compliance.permissions import may_mark_posted
from compliance.queries import letters as reads
from compliance.services import letters as services
from tests import builders
from tests.compliance.cases import JANUARY, decide, manager
from tests.compliance.chosen_results import sealed_run, short
from tests.compliance.for_them import asked_and_sent, of, seen
from tests.compliance.lettering import people, write
from tests.racing import together

pytestmark = pytest.mark.django_db

MADE = JANUARY.date()
LATER = JANUARY + timedelta(days=5)


@pytest.fixture(autouse=True)
def stored(db, settings, tmp_path):
    builders.reference()
    kept = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": kept}


def with_file(letter_round: LetterRound) -> PostFile:
    found = services.ask_post_file(letter_round=letter_round, actor=manager(), at=JANUARY)
    services.make_post_file(post_file=found, now=lambda: JANUARY)
    found.refresh_from_db()
    return found


@pytest.fixture
def made() -> PostFile:
    """The file of two letters, made on 5 January, and a third letter that is in an account."""
    rows = [*people(2, account=False), *people(1)]
    return with_file(write(sealed_run(*map(short, rows))))


def mark(post_file, on=MADE, by=None, at=LATER) -> PostFile:
    return services.mark_posted(post_file=post_file, on=on, actor=by or of(builders.staff()), at=at)


@pytest.mark.parametrize("day", [MADE, MADE + timedelta(days=2), LATER.date()])
def test_from_the_day_it_was_made_to_today(made, day):
    dan = builders.staff()
    marked = mark(made, day, by=of(dan))

    assert (marked.posted_on, marked.posted_by_name, marked.posted_at) == (day, str(dan), LATER)
    kept = AuditEvent.objects.get(verb="letters.mark_posted")
    assert (kept.subject_id, kept.data["posted_on"]) == (made.pk, day.isoformat())
    assert kept.data["letters"] == 2


@pytest.mark.parametrize(
    "day, words",
    [
        (MADE - timedelta(days=1), "The file was made on 5 January 2028"),
        (LATER.date() + timedelta(days=1), "today or before"),
    ],
)
def test_no_other_day(made, day, words):
    with pytest.raises(Refused, match=words):
        mark(made, day)
    assert not AuditEvent.objects.filter(verb="letters.mark_posted").exists()


def test_what_is_marked_stays_and_the_second_reads_who_did_it(made):
    dan = builders.staff()
    mark(made, by=of(dan))
    with pytest.raises(Refused, match=f"{dan} marked them as posted on 5 January 2028"):
        mark(made, LATER.date())
    made.refresh_from_db()
    assert made.posted_on == MADE
    assert AuditEvent.objects.filter(verb="letters.mark_posted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_second_is_told():
    builders.reference()
    made = with_file(write(sealed_run(*map(short, people(1, account=False)))))
    one, other = of(builders.staff()), of(builders.staff())
    done = together(*(lambda by=by: mark(made, by=by) for by in (one, other)))
    (refused,) = [each for each in done if isinstance(each, Refused)]
    assert "marked them as posted" in str(refused.refusal)


def test_a_file_that_is_not_made_was_not_posted():
    letter_round = write(sealed_run(*map(short, people(1, account=False))))
    asked = services.ask_post_file(letter_round=letter_round, actor=manager(), at=JANUARY)
    with pytest.raises(Refused, match="no file"):
        mark(asked)
    with pytest.raises(IntegrityError), transaction.atomic():
        PostFile.objects.update(posted_on=MADE)


def test_who_marks_is_who_makes_the_file(made):
    provider, _admin = builders.provider_with()
    people = {
        "a registrant": builders.actor_of(builders.registrant().user, "registrant"),
        "the clock": CLOCK,
        "an approver": of(builders.approver()),
        Role.GOC_STAFF: of(builders.staff()),
        Role.CET_MANAGER: manager(),
        **{role: of(builders.member(provider, role)) for role in PROVIDER_ROLES},
    }
    secret = with_file(_decided())
    for each, who in (
        (made, {Role.GOC_STAFF, Role.CET_MANAGER}),
        (secret, {Role.CET_MANAGER}),
    ):
        marks = {
            name
            for name, actor in people.items()
            if may_mark_posted(actor, each, on=MADE, at=LATER) is None
        }
        makes = set()
        for name, actor in people.items():
            try:
                services.ask_post_file(letter_round=each.round, actor=actor, at=JANUARY)
            except Refused:
                continue
            makes.add(name)
        assert marks == makes == who


def _decided() -> LetterRound:
    decide(asked_and_sent(builders.registrant(account=False), builders.staff()))
    (found,) = reads.collecting(manager(), LetterKind.DECIDED)
    return found


# Pages


def typed(day: date) -> dict:
    return {f"posted_on_{part}": getattr(day, part) for part in ("day", "month", "year")}


def test_the_pages_say_it_and_keep_what_was_typed(made, time_machine):
    time_machine.move_to(LATER, tick=False)
    dan = builders.staff()
    desk, address = builders.client_for(dan), f"/cycles/letters/{made.round_id}/"
    posted, own = reads.for_post(made.round).first(), made.round.letters.get(way="ACCOUNT")
    assert f'href="{address}posted/"' in seen(desk, address)
    assert "Goes by post" in seen(desk, f"/letters/{posted.pk}/")
    form = seen(desk, f"{address}posted/")
    assert 'name="posted_on_day" value="10"' in form
    wrong = seen(desk, f"{address}posted/", typed(LATER.date() + timedelta(days=1)))
    assert "There is a problem" in wrong
    assert "today or before" in wrong
    assert 'value="11"' in wrong
    assert "There is a problem" in seen(desk, f"{address}posted/", {})

    done = seen(desk, f"{address}posted/", typed(MADE + timedelta(days=1)))
    assert "Posted on 6 January 2028" in done
    assert str(dan) in done
    assert f'href="{address}posted/"' not in done
    assert "By post, on 6 January 2028: no account when it was written." in seen(
        desk, f"/letters/{posted.pk}/"
    )
    assert "6 January 2028" not in seen(desk, f"/letters/{own.pk}/")
    assert "Posted on 6 January 2028" in seen(
        desk, f"/register/people/{posted.registrant_id}/letters/"
    )
    for again in ([], [typed(MADE)]):
        page = seen(desk, f"{address}posted/", *again)
        assert f"{dan} marked them as posted on 6 January 2028" in page
    rows = b"".join(desk.get(f"{address}?format=csv").streaming_content).decode()
    assert rows.count("2028-01-06") == 2


def test_the_letters_of_a_person_are_one_list_however_many_they_are(made):
    mark(made)
    desk, letter = builders.client_for(builders.staff()), reads.for_post(made.round).first()
    address = f"/register/people/{letter.registrant_id}/letters/"
    counts = []
    for number in (1, 20):
        for n in range(number - 1):
            letter.pk, letter.about = None, f"copy {n}"
            letter.save(force_insert=True)
        with CaptureQueriesContext(connection) as asked:
            assert f"{number} letter" in seen(desk, address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_without_a_file_there_is_no_such_page(time_machine):
    time_machine.move_to(LATER, tick=False)
    letter_round = write(sealed_run(*map(short, people(1, account=False))))
    desk = builders.client_for(builders.staff())
    assert desk.get(f"/cycles/letters/{letter_round.pk}/posted/").status_code == 404
    assert "posted/" not in seen(desk, f"/cycles/letters/{letter_round.pk}/")


def test_others_do_not_open_it(made):
    _provider, admin = builders.provider_with()
    secret = with_file(_decided())
    for client in (
        builders.client_for(builders.registrant().user, "registrant"),
        builders.client_for(admin),
        builders.client_for(builders.approver()),
    ):
        assert client.get(f"/cycles/letters/{made.round_id}/posted/").status_code == 403
    desk = builders.client_for(builders.staff())
    assert desk.get(f"/cycles/letters/{secret.round_id}/posted/").status_code == 404
