"""Removals, late points and restorations are told by a letter to people without an account."""

import io
from datetime import date, timedelta

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from compliance import services, workflow
from compliance.enums import LetterKind, RoundStatus
from compliance.models import Letter, LetterRound, PostFile, Removal
from compliance.notifications.outcomes import LateSettled, RemovedFromRegister
from compliance.queries import letters as reads
from compliance.rules.ways import ways_left
from compliance.services import letters as letter_services
from compliance.services.outcomes import acting
from tests import builders
from tests.compliance.cases import manager
from tests.compliance.removing import APRIL, on_register, period, remove, restore
from tests.compliance.sealed import sealed
from tests.racing import together
from tests.registrants.building import offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db
RAN = london(2010, 1, 10)


@pytest.fixture(autouse=True)
def stored(db, settings, tmp_path):
    builders.reference()
    kept = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": kept}


def outcomes():
    """Letters besides those of the run, that a removal needs."""
    return Letter.objects.exclude(about="")


def collecting():
    return reads.collecting(manager(), LetterKind.RESTORED)


def flat(text: str) -> str:
    return " ".join(text.split())


def removed(*accounts: bool):
    """As many people are removed by one act, with an account or without."""
    people = [on_register(f"Marsh{n}", account=has) for n, has in enumerate(accounts)]
    act = remove(sealed(period(), *people, at=RAN), *people)
    return act, people


def mail_of(message) -> str:
    """The same message as a mail, without the line on how to reach staff."""
    return flat(message.text())


# What is written, and to whom


def test_a_removal_is_a_letter_with_the_words_of_the_mail():
    act, (told, untold) = removed(True, False)

    letter = outcomes().get()
    assert (letter.registrant, letter.way) == (untold, "POST")
    assert letter.number == untold.entries.get().number
    assert letter.written_on == date(2010, 4, 5)
    mail = OutboxMessage.objects.get(kind="removed_from_register")
    assert (mail.to, letter.subject) == (told.user.email, mail.subject)
    removal = Removal.objects.get(registrant=untold)
    ways = ways_left(period(), removal.of_day, date(2010, 4, 5))
    said = mail_of(RemovedFromRegister(removal, act.reason, ways, unit_names={}, recipient=None))
    assert said in flat(letter.text)
    assert flat(letter.text).startswith(f"Dear {untold} Registration number {letter.number}.")
    assert "You have no account with MyCET" in letter.text
    assert "The figures and their reasons are those of run" not in letter.text
    kept = AuditEvent.objects.filter(verb="letters.write", subject_id=letter.pk)
    assert kept.count() == 1


def test_the_letters_of_an_act_are_together_and_all_written_when_it_is_done(monkeypatch):
    monkeypatch.setattr(acting, "SET_SIZE", 1)
    act, people = removed(False, True, False)

    found = reads.round_of_act(act)
    assert (found.kind, found.status, found.total) == ("REMOVED", "WRITTEN", 2)
    assert found.written_at == APRIL
    written = set(found.letters.values_list("registrant_id", flat=True))
    assert written == {people[0].pk, people[2].pk}


def test_where_everybody_has_an_account_there_are_no_letters():
    act, _people = removed(True)
    assert reads.round_of_act(act) is None
    assert not outcomes().exists()


@pytest.mark.parametrize("count", [True, False])
def test_late_points_are_one_letter_a_person(count):
    untold = builders.registrant(surname="Untold", account=False)
    lines = [offer(untold, n, at=london(2028, 1, 2)) for n in (1, 2)]
    act = services.begin_late(
        keys=[line.pk for line in lines], count=count, reason="The provider was late.",
        actor=manager(), at=london(2028, 2, 1),
    )  # fmt: skip

    letter = outcomes().get()
    assert (letter.round.kind, letter.round.act) == ("LATE", act)
    said = mail_of(LateSettled(act, lines, recipient=None))
    assert said in flat(letter.text)
    assert "The provider was late." in letter.text


def test_each_step_of_a_restoration_is_a_letter_and_they_are_collected():
    _act, (untold,) = removed(False)
    removal = Removal.objects.get()
    back = restore(removal, start=date(2010, 4, 12))
    services.correct_restoration(
        removal=back, start=date(2010, 4, 13), number=removal.number, specialties=[],
        reason="Another day.", actor=manager(), at=APRIL,
    )  # fmt: skip
    back.refresh_from_db()
    services.take_back_restoration(removal=back, reason="Another Marsh.", actor=manager(), at=APRIL)

    (found,) = collecting()
    assert (found.kind, found.status, found.cycle) == ("RESTORED", "COLLECTING", "2007-2009")
    texts = [flat(each.text) for each in found.letters.order_by("pk")]
    for text, words in zip(
        texts,
        (
            "You are on the register again from Monday 12 April 2010 on.",
            "What was recorded of your restoration was wrong.",
            "is taken back. Your name is off the register",
        ),
        strict=True,
    ):
        assert words in text
    about = reads.letters_about(manager(), removal)
    assert {each.registrant for each in about} == {untold}
    assert len(about) == 4


def test_what_is_only_looked_at_writes_nothing():
    removed(False)
    removal = Removal.objects.get()
    services.check_restoration(
        removal=removal, start=date(2010, 4, 12), reason="x", actor=manager(), at=APRIL
    )
    assert not collecting()


def test_the_same_is_written_once_and_stays_as_it_was():
    removed(False)
    letter = outcomes().get()
    twin = {name: getattr(letter, name) for name in ("number", "subject", "text", "way", "about")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(
            round=letter.round, registrant=letter.registrant, addressee="x",
            written_on=letter.written_on, digest="", **twin,
        )  # fmt: skip
    for change in ("text = 'x'", "about = 'x'"):
        with (
            pytest.raises(Exception, match="stays as it was sent"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE compliance_letter SET {change}")


# The file for the post


def made(letter_round, by=None) -> PostFile:
    found = letter_services.ask_post_file(
        letter_round=letter_round, actor=by or manager(), at=APRIL
    )
    letter_services.make_post_file(post_file=found, now=lambda: APRIL)
    found.refresh_from_db()
    return found


def words_of(found: PostFile) -> str:
    with default_storage.open(found.file.file.name) as file:
        pages = pypdf.PdfReader(io.BytesIO(file.read()), strict=True).pages
        return flat(" ".join(page.extract_text() for page in pages))


def test_they_are_one_pdf_for_the_post():
    act, people = removed(False, False)
    found = made(reads.round_of_act(act))

    assert (found.done, found.letters) == (2, 2)
    words = words_of(found)
    for person in people:
        assert f"Dear {person}" in words
    assert OutboxMessage.objects.get(kind="post_file_made").subject.startswith("2007-2009:")


def test_when_the_pdf_is_made_the_next_restoration_begins_another():
    removed(False)
    removal = Removal.objects.get()
    back = restore(removal, start=date(2010, 4, 12))
    (first,) = collecting()
    assert made(first).letters == 1
    first.refresh_from_db()
    assert (first.status, first.written_at) == ("WRITTEN", APRIL)
    assert not collecting()

    services.take_back_restoration(removal=back, reason="x", actor=manager(), at=APRIL)
    (second,) = collecting()
    assert second != first
    assert PostFile.objects.count() == 1


def test_the_file_of_an_act_waits_until_it_is_done():
    act, _people = removed(False)
    found = reads.round_of_act(act)
    LetterRound.objects.filter(pk=found.pk).update(status=RoundStatus.COLLECTING)
    with pytest.raises(Refused, match="not all written"):
        letter_services.ask_post_file(letter_round=found, actor=manager(), at=APRIL)


def test_who_closes_what_is_collected():
    """Staff with the file for the post, and the portal at the end of an act."""
    removed(False)
    restore(Removal.objects.get(), start=date(2010, 4, 12))
    (found,) = collecting()
    provider, _admin = builders.provider_with()
    people = {
        "a registrant": builders.actor_of(builders.registrant().user, "registrant"),
        "the clock": CLOCK,
        "an approver": builders.actor_of(builders.approver()),
        Role.GOC_STAFF: builders.actor_of(builders.staff()),
        Role.CET_MANAGER: manager(),
        **{role: builders.actor_of(builders.member(provider, role)) for role in PROVIDER_ROLES},
    }
    can = set()
    for status in RoundStatus.values:
        found.status = status
        for name, actor in people.items():
            if "close" in workflow.letter_round.open_to(found, actor=actor, at=APRIL):
                can.add((status, name))
    assert can == {("COLLECTING", who) for who in ("the clock", Role.GOC_STAFF, Role.CET_MANAGER)}


@pytest.mark.django_db(transaction=True)
def test_two_restorations_at_once_are_collected_together():
    builders.reference()
    removed(False, False)
    one, other = Removal.objects.order_by("pk")

    together(*(lambda each=each: restore(each, start=date(2010, 4, 12)) for each in (one, other)))

    (found,) = collecting()
    assert found.letters.count() == found.total == 2


# Pages


def page(client, address, *typed):
    answer = client.post(address, *typed, follow=True) if typed else client.get(address)
    return flat(answer.content.decode())


def test_the_pages_lead_from_the_act_to_letter_and_pdf(time_machine):
    act, (untold,) = removed(False)
    time_machine.move_to(APRIL, tick=False)
    desk = builders.client_for(builders.staff(), "staff")
    found, letter = reads.round_of_act(act), outcomes().get()
    removal = Removal.objects.get()

    shown = page(desk, f"/acts/{act.pk}/")
    assert f"/cycles/letters/{found.pk}/" in shown
    listed = page(desk, f"/cycles/letters/{found.pk}/")
    assert str(LetterKind.REMOVED.label) in listed
    assert f"/acts/{act.pk}/" in listed
    assert "Make the PDF for the post" in listed
    assert "Your name, with the number" in page(desk, f"/letters/{letter.pk}/")
    pdf = desk.get(f"/letters/{letter.pk}/?format=pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert f"/letters/{letter.pk}/" in page(desk, f"/removals/made/{removal.pk}/")
    asked = page(desk, f"/cycles/letters/{found.pk}/post/", {})
    assert "The file is being made." in asked

    restore(removal, start=date(2010, 4, 12))
    (collected,) = collecting()
    assert f"/cycles/letters/{collected.pk}/" in page(desk, "/removals/made/")
    listed = page(desk, f"/cycles/letters/{collected.pk}/")
    assert "Later ones come into the next" in listed
    page(desk, f"/cycles/letters/{collected.pk}/post/", {})
    assert PostFile.objects.filter(round=collected).exists()
    assert f"/cycles/letters/{collected.pk}/" not in page(desk, "/removals/made/")


def test_letters_of_late_points_have_no_cycle_and_their_pages_open(time_machine):
    at = london(2028, 2, 1)
    time_machine.move_to(at, tick=False)
    line = offer(builders.registrant(account=False), 1, at=london(2028, 1, 2))
    act = services.begin_late(keys=[line.pk], count=True, reason="x", actor=manager(), at=at)
    desk = builders.client_for(builders.staff(), "staff")
    found = reads.round_of_act(act)
    assert "Late points" in page(desk, f"/cycles/letters/{found.pk}/")
    file = letter_services.ask_post_file(letter_round=found, actor=manager(), at=at)
    letter_services.make_post_file(post_file=file, now=lambda: at)
    assert OutboxMessage.objects.get(kind="post_file_made").subject.startswith("Late points")
    file.refresh_from_db()
    assert file.file.name == f"letters-late-{found.pk}.pdf"


def test_others_do_not_open_them():
    removed(False)
    restore(Removal.objects.get(), start=date(2010, 4, 12))
    (found,), letter = collecting(), outcomes().first()
    _provider, admin = builders.provider_with()
    for client in (
        builders.client_for(builders.registrant().user, "registrant"),
        builders.client_for(admin),
        builders.client_for(builders.approver()),
    ):
        assert client.get(f"/cycles/letters/{found.pk}/").status_code == 403
        assert client.post(f"/cycles/letters/{found.pk}/post/").status_code == 403
        assert client.get(f"/letters/{letter.pk}/").status_code in (403, 404)


def test_who_opens_an_account_later_reads_it_there(time_machine):
    _act, (untold,) = removed(False)
    time_machine.move_to(APRIL, tick=False)
    account = builders.registrant().user
    type(untold).objects.filter(user=account).update(user=None)
    type(untold).objects.filter(pk=untold.pk).update(user=account)
    client = builders.client_for(account, "registrant")
    letter = outcomes().get()
    assert letter.subject in page(client, "/letters/")
    assert "Your name, with the number" in page(client, f"/letters/{letter.pk}/")


def test_of_two_people_who_are_one_all_letters_go_along():
    _act, (kept, joined) = removed(False, False)
    letter_services.join_letters(kept=kept.pk, joined=joined.pk, actor=manager(), at=APRIL)
    assert set(outcomes().values_list("registrant_id", flat=True)) == {kept.pk}


@pytest.mark.parametrize("late", [False, True], ids=["while it is open", "when it is over"])
def test_the_letter_offers_what_is_still_open_and_nothing_else(late):
    at = london(2031, 6, 1) if late else APRIL
    person = on_register("Marsh", account=False)
    remove(sealed(period(), person, at=RAN), person, at=at, of_day=at.date() + timedelta(days=1))

    text = flat(outcomes().get().text)

    left = ways_left(period(), at.date(), at.date())
    assert ("They also dispute your record" in text) is bool(left.dispute_until)
    assert ("They also ask for an exception" in text) is bool(left.exception_until)
    assert "on your word staff correct what is recorded wrongly." in text
    assert "staff accept" not in text
