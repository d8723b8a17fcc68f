"""Letters about a cycle: whom they concern, written once, kept as they are sent."""

import io
from datetime import date, datetime, timedelta
from uuid import uuid4

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from cet_portal.core.actor import CLOCK, NOBODY
from cet_portal.core.clock import LONDON
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from compliance.enums import LetterKind
from compliance.models import Letter, LetterRound, PostFile
from compliance.queries import addressees
from compliance.queries import letters as reads
from compliance.services import letters as services
from compliance.services.letters import posting, writing
from tests import builders
from tests.compliance.chosen_results import JANUARY, annual, met, requirement, sealed_run, short
from tests.racing import together
from tests.registrants.building import offer

MET, SHORTFALL, ANNUAL = LetterKind.MET, LetterKind.SHORTFALL, LetterKind.ANNUAL


def ask(run, kind=SHORTFALL, year=None):
    return services.ask_letters(run=run, kind=kind, year=year, actor=builders.MANAGER, at=JANUARY)


def write(run, kind=SHORTFALL, year=None, at=JANUARY) -> LetterRound:
    """Asked for by staff, and written by the worker."""
    found = services.ask_letters(run=run, kind=kind, year=year, actor=builders.MANAGER, at=at)
    services.write_letters(letter_round=found, now=lambda: at)
    found.refresh_from_db()
    return found


def people(number: int, **said):
    return [builders.registrant(surname=f"Marsh{chr(97 + n)}", **said) for n in range(number)]


def test_staff_alone_write_and_only_from_a_sealed_real_run(db):
    run = sealed_run(short(builders.registrant()))
    rehearsal = sealed_run(short(builders.registrant()), kind="REHEARSAL")

    with pytest.raises(Refused):
        services.ask_letters(run=run, kind=SHORTFALL, actor=NOBODY, at=JANUARY)
    with pytest.raises(Refused, match="not from a rehearsal"):
        ask(rehearsal)
    with pytest.raises(Refused, match="by itself"):
        ask(run, LetterKind.POSSIBLE_SHORTFALL)
    assert not LetterRound.objects.exists()


def test_the_preview_has_the_numbers_that_are_then_done(db):
    ada, bea = people(2)
    (cy,) = people(1, account=False)
    run = sealed_run(short(ada), short(bea, 20), short(cy), met(builders.registrant()))

    preview = addressees.preview(run, SHORTFALL)
    written = write(run)

    assert (preview.total, preview.by_account, preview.by_post) == (3, 2, 1)
    letters = written.letters.all()
    assert (written.total, letters.count()) == (3, 3)
    assert letters.filter(way="POST").count() == preview.by_post
    assert set(preview.counts) == {"WRITE", "OTHERS"}


def test_each_reads_the_figures_and_sentences_of_the_run(db):
    ada = builders.registrant(forenames="Ada", surname="O'Neil & Marsh")
    run = sealed_run(short(ada, 30, requirement("INTERACTIVE_POINTS", 18, 20)))

    letter = write(run).letters.get()

    assert letter.addressee == "Ada O'Neil & Marsh"
    assert "Dear Ada O'Neil & Marsh" in letter.text
    assert (
        "- General points: 30 of 36. 36 whole months make 36; 30 count. "
        "(CET Rules 2005, rule 12(3))" in letter.text
    )
    missing, others = letter.text.split("## What you have met")
    assert "Interactive points" not in missing
    assert "- Interactive points: 20 of 18." in others
    assert "dispute it by Friday 28 February 2025" in letter.text
    assert "remove your name from the register on or after 1 January 2025" in letter.text
    assert run.number in letter.text


def test_with_only_a_specialty_short_the_name_stays(db):
    points = requirement("SPECIALIST_POINTS", 18, 17, specialty="THERAPEUTIC")
    run = sealed_run((builders.registrant(), "not-met", [requirement(), points]))

    letter = write(run).letters.get()

    assert "entry of your specialty" in letter.text
    assert "Your name stays on it." in letter.text
    assert "Specialist points: therapeutic: 17 of 18." in letter.text


def test_until_2012_a_shortfall_can_be_made_up_by_15_march(db):
    ada = builders.registrant(start=date(2005, 1, 1))
    at = datetime(2010, 1, 10, 10, tzinfo=LONDON)
    run = sealed_run(short(ada), cycle="2007-2009", at=at)

    letter = write(run, at=at).letters.get()

    assert "missing points by Monday 15 March 2010, the shortfall is made up" in letter.text
    assert "dispute it by Thursday 14 January 2010" in letter.text
    assert "on or after 1 April 2010" in letter.text


def test_a_letter_written_late_offers_nothing_whose_day_is_past(db):
    ada, bea = people(2)
    run = sealed_run(short(ada))
    in_march = sealed_run(short(bea), at=datetime(2025, 3, 1, 10, tzinfo=LONDON))
    on_the_last_day = write(run, at=datetime(2025, 2, 28, 23, tzinfo=LONDON)).letters.get()

    letter = write(in_march, at=datetime(2025, 3, 1, 10, tzinfo=LONDON)).letters.get()

    assert "dispute it by Friday 28 February 2025" in on_the_last_day.text
    for gone in ("dispute it by", "put them forward", "28 February"):
        assert gone not in letter.text
    assert "are past. If you think that it is wrong, write to the GOC’s CET team." in letter.text


def test_until_2012_each_step_goes_on_its_own_day(db):
    ada = builders.registrant(start=date(2005, 1, 1))
    at = datetime(2010, 2, 10, 10, tzinfo=LONDON)
    run = sealed_run(short(ada), cycle="2007-2009", at=at)

    letter = write(run, at=at).letters.get()

    assert "dispute it by" not in letter.text
    assert "missing points by Monday 15 March 2010" in letter.text
    assert [block.kind for block in letter.blocks].count("list") == 2


def test_by_post_it_says_how_to_open_an_account_and_what_staff_do_without_one(db, settings):
    settings.CET_TEAM_ADDRESS = "cet@example.org"
    ada = builders.registrant()
    (bea,) = people(1, account=False)
    letters = write(sealed_run(short(ada), short(bea))).letters

    posted, read = letters.get(registrant=bea), letters.get(registrant=ada)

    assert "/open-account/" in posted.text
    assert "write to the GOC’s CET team, cet@example.org, or call" in posted.text
    assert "/open-account/" not in read.text


def test_who_has_late_points_that_wait_is_told_so_and_counted_before(db):
    ada, bea = people(2)
    line = offer(ada, day=date(2024, 12, 1), at=JANUARY)
    assert line.status == "LATE"
    run = sealed_run(short(ada), short(bea))

    preview = addressees.preview(run, SHORTFALL)
    letters = write(run).letters

    assert (preview.total, preview.late) == (2, 1)
    assert "came for you after its last day" in letters.get(registrant=ada).text
    assert "came for you" not in letters.get(registrant=bea).text


def test_who_met_the_requirements_is_told_so(db):
    ada, bea = people(2)
    run = sealed_run(met(ada), short(bea))

    letter = write(run, MET).letters.get()

    assert (letter.registrant, letter.subject) == (
        ada,
        "CET 2022-2024: you have met the requirements",
    )
    assert "You need do nothing." in letter.text


def test_an_annual_letter_goes_to_those_below_the_minimum_of_that_year(db):
    ada, bea, cy = people(3)
    run = sealed_run(
        met(ada, annual(2023, 9), annual(2024, 4)),
        met(bea, annual(2023, 2), annual(2024, 6)),
        (cy, "apart", []),
        kind="REHEARSAL",
    )

    letter = write(run, ANNUAL, 2024).letters.get()

    assert letter.registrant == ada
    assert "- Points in 2024: 4 of 6." in letter.text
    assert "by Saturday 15 March 2025" in letter.text
    assert "does not decide" in letter.text
    with pytest.raises(Refused, match="cannot be made up any more"):
        ask(run, ANNUAL, 2023)


def test_who_has_left_the_register_or_is_listed_apart_gets_none(db):
    ada, bea, cy = people(3)
    run = sealed_run(short(ada), short(bea), (cy, "apart", []))
    bea.entries.update(end=date(2024, 6, 30))

    assert [letter.registrant for letter in write(run).letters.all()] == [ada]


def test_a_later_run_writes_only_what_is_new(db):
    ada, bea, cy = people(3)
    first = sealed_run(short(ada), short(bea), met(cy))
    write(first)
    write(first, MET)
    later = sealed_run(short(ada), met(bea), met(cy), at=JANUARY + timedelta(days=9))

    assert addressees.preview(later, SHORTFALL).total == 0
    assert addressees.preview(later, SHORTFALL).counts["TOLD"] == 1
    with pytest.raises(Refused, match="nobody to write to"):
        ask(later)
    assert [each.registrant for each in write(later, MET).letters.all()] == [bea]


def test_who_met_it_and_then_has_a_shortfall_and_meets_it_again_is_told_each_time(db):
    ada = builders.registrant()
    for day, outcome in enumerate((met(ada), short(ada), met(ada))):
        run = sealed_run(outcome, at=JANUARY + timedelta(days=day))
        write(run, MET if outcome[1] == "met" else SHORTFALL)

    kinds = Letter.objects.order_by("pk").values_list("round__kind", flat=True)
    assert list(kinds) == ["MET", "SHORTFALL", "MET"]


def test_everybody_with_an_account_is_told_once_without_what_the_letter_says(db):
    ada = builders.registrant()
    (bea,) = people(1, account=False)
    write(sealed_run(short(ada), short(bea)))

    message = OutboxMessage.objects.get(kind="letter_sent")

    assert message.to == ada.user.email
    assert "/letters/" in message.body
    assert "36" not in message.body
    assert Letter.objects.get(registrant=bea).way == "POST"


def test_staff_hear_when_all_are_written(db):
    staff = builders.staff()
    actor = builders.actor_of(staff, "staff")
    run = sealed_run(short(builders.registrant(account=False)))
    found = services.ask_letters(run=run, kind=SHORTFALL, actor=actor, at=JANUARY)
    services.write_letters(letter_round=found, now=lambda: JANUARY)

    message = OutboxMessage.objects.get(kind="letters_written")

    assert message.to == staff.email
    assert "1 of them goes by post" in message.body


def test_pressed_twice_there_is_one_round(db):
    run = sealed_run(short(builders.registrant()))

    assert ask(run) == ask(run)


@pytest.mark.django_db(transaction=True)
def test_two_members_of_staff_at_once_write_each_letter_once():
    everybody = people(12)
    run = sealed_run(*map(short, everybody))

    rounds = together(lambda: ask(run), lambda: ask(run))
    together(*(lambda: services.write_letters(letter_round=rounds[0], now=lambda: JANUARY),) * 3)

    assert rounds[0] == rounds[1]
    assert LetterRound.objects.count() == 1
    assert Letter.objects.count() == 12
    assert Letter.objects.values("registrant").distinct().count() == 12
    assert OutboxMessage.objects.filter(kind="letter_sent").count() == 12
    assert OutboxMessage.objects.filter(kind="letters_written").count() <= 1
    builders.take_off_seals()


class Killed(BaseException):
    """The worker is gone, between two statements."""


def test_a_worker_killed_in_the_middle_leaves_whole_sets_and_another_goes_on(db, monkeypatch):
    monkeypatch.setattr(writing, "SET_SIZE", 3)
    run = sealed_run(*map(short, people(8)))
    found = ask(run)
    sets = []

    def dying():
        sets.append(1)
        if len(sets) == 4:  # its claim, two sets, and no more
            raise Killed
        return JANUARY

    with pytest.raises(Killed):
        services.write_letters(letter_round=found, now=dying)
    assert Letter.objects.count() == 6
    assert [each.pk for each in reads.letters_at_work(JANUARY)] == [found.pk]

    services.write_letters(letter_round=found, now=lambda: JANUARY)

    found.refresh_from_db()
    assert (found.status, Letter.objects.count()) == ("WRITTEN", 8)
    assert OutboxMessage.objects.filter(kind="letter_sent").count() == 8


def test_a_worker_that_was_thought_dead_stops_at_its_next_set(db, monkeypatch):
    monkeypatch.setattr(writing, "SET_SIZE", 2)
    run = sealed_run(*map(short, people(6)))
    found = ask(run)
    times = []

    def now():
        times.append(1)
        if len(times) == 3:  # after its first set another worker begins
            LetterRound.objects.filter(pk=found.pk).update(worker=uuid4())
        return JANUARY

    services.write_letters(letter_round=found, now=now)

    assert Letter.objects.count() == 2


def test_a_letter_stays_as_it_was_sent(db):
    ada = builders.registrant(surname="Marsh")
    letter = write(sealed_run(short(ada))).letters.get()
    before = letter.text

    for change in ({"text": "All is well."}, {"subject": "x"}, {"way": "POST"}, {"digest": "0"}):
        with pytest.raises(DatabaseError, match="as it was sent"), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**change)
    with pytest.raises(DatabaseError, match="as it was sent"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk)._raw_delete("default")
    ada.surname = "Bell"
    ada.save()

    letter.refresh_from_db()
    assert (letter.text, letter.addressee) == (before, "Ada Marsh")


def test_opening_it_marks_it_as_read_once_and_staff_change_nothing(db):
    ada = builders.registrant()
    letter = write(sealed_run(short(ada))).letters.get()
    staff = builders.actor_of(builders.staff(), "staff")
    reader = builders.actor_of(ada.user, "registrant")

    services.mark_letter_read(letter=letter, actor=staff, at=JANUARY)
    assert Letter.objects.get().read_at is None
    for day in range(2):
        services.mark_letter_read(letter=letter, actor=reader, at=JANUARY + timedelta(days=day))

    assert Letter.objects.get().read_at == JANUARY
    assert AuditEvent.objects.filter(verb="letters.read").count() == 1


def test_letters_follow_their_person_when_two_are_one(db):
    kept, joined = people(2)
    run = sealed_run(short(kept), short(joined))
    write(run)
    write(sealed_run(met(joined), at=JANUARY + timedelta(days=1)), MET)

    moved = services.join_letters(kept=kept.pk, joined=joined.pk, actor=CLOCK, at=JANUARY)

    assert moved == 1  # the second letter of one round stays with its number
    assert Letter.objects.filter(registrant=kept).count() == 2


def test_of_two_entries_of_one_person_one_letter_is_written(db):
    kept, joined = people(2)
    run = sealed_run(short(kept), short(joined))
    joined.joined_to = kept
    joined.save()

    assert write(run).letters.get().registrant == kept


@pytest.fixture
def for_post(db, settings, tmp_path) -> LetterRound:
    """Five letters of which three go by post."""
    stored = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": stored}
    rows = [*people(2), *people(3, account=False)]
    return write(sealed_run(*map(short, rows)))


def made(letter_round: LetterRound) -> PostFile:
    found = services.ask_post_file(
        letter_round=letter_round, actor=builders.actor_of(builders.staff(), "staff"), at=JANUARY
    )
    services.make_post_file(post_file=found, now=lambda: JANUARY)
    found.refresh_from_db()
    return found


def test_the_letters_for_the_post_are_one_pdf_in_the_order_of_numbers(for_post, monkeypatch):
    monkeypatch.setattr(posting, "AT_ONCE", 2)

    found = made(for_post)

    with default_storage.open(found.file.file.name) as file:
        pages = pypdf.PdfReader(io.BytesIO(file.read()), strict=True).pages
        texts = [page.extract_text() for page in pages]
    numbers = [letter.number for letter in reads.for_post(for_post)]
    assert (found.done, found.letters, len(numbers)) == (3, 3, 3)
    firsts = [text for text in texts if "Dear" in text]
    assert [number in text for number, text in zip(numbers, firsts, strict=True)] == [True] * 3
    assert OutboxMessage.objects.filter(kind="post_file_made").count() == 1


def test_the_file_is_made_once_and_a_killed_worker_begins_it_anew(for_post, monkeypatch):
    monkeypatch.setattr(posting, "AT_ONCE", 1)
    found = services.ask_post_file(letter_round=for_post, actor=builders.MANAGER, at=JANUARY)
    times = []

    def dying():
        times.append(1)
        if len(times) == 3:
            raise Killed
        return JANUARY

    with pytest.raises(Killed):
        services.make_post_file(post_file=found, now=dying)
    found.refresh_from_db()
    assert (found.file, found.has_failed) == (None, False)
    assert reads.post_files_at_work(JANUARY) == [found]

    services.make_post_file(post_file=found, now=lambda: JANUARY)
    services.make_post_file(post_file=found, now=lambda: JANUARY)

    found.refresh_from_db()
    assert (found.done, found.tries) == (3, 2)
    assert found.file is not None


def test_a_file_that_no_worker_could_make_can_be_asked_for_again(for_post):
    found = services.ask_post_file(letter_round=for_post, actor=builders.MANAGER, at=JANUARY)
    PostFile.objects.filter(pk=found.pk).update(tries=PostFile.MOST_TRIES)
    found.refresh_from_db()
    assert found.has_failed
    assert not reads.post_files_at_work(JANUARY)
    services.make_post_file(post_file=found, now=lambda: JANUARY)
    assert PostFile.objects.get().file is None

    services.ask_post_file(letter_round=for_post, actor=builders.MANAGER, at=JANUARY)

    assert reads.post_files_at_work(JANUARY) == [found]


def test_without_letters_for_the_post_there_is_no_file(db):
    letter_round = write(sealed_run(short(builders.registrant())))

    with pytest.raises(Refused, match="Everybody has an account"):
        services.ask_post_file(letter_round=letter_round, actor=builders.MANAGER, at=JANUARY)


def test_the_file_waits_until_all_letters_are_written(db):
    letter_round = ask(sealed_run(short(builders.registrant(account=False))))

    with pytest.raises(Refused, match="not all written"):
        services.ask_post_file(letter_round=letter_round, actor=builders.MANAGER, at=JANUARY)


def test_writing_takes_few_statements_however_many_there_are(db, django_assert_max_num_queries):
    run = sealed_run(*map(short, people(30)))
    found = ask(run)

    with django_assert_max_num_queries(45):
        services.write_letters(letter_round=found, now=lambda: JANUARY)
