"""Letters about a cycle: whom they concern, and what they say."""

from datetime import date, datetime, timedelta

import pytest

from cet_portal.core.actor import NOBODY
from cet_portal.core.clock import LONDON
from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from compliance.enums import LetterKind
from compliance.models import Letter, LetterRound
from compliance.queries import addressees
from compliance.services import letters as services
from tests import builders
from tests.compliance.chosen_results import JANUARY, annual, met, requirement, sealed_run, short
from tests.compliance.lettering import ANNUAL, MET, SHORTFALL, ask, people, write
from tests.registrants.building import offer


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
    assert preview.counts == {"WRITE": 3, "OTHERS": 1}


def test_each_reads_the_figures_and_sentences_of_the_run(db):
    ada = builders.registrant(forenames="Ada", surname="O'Neil & Marsh")
    run = sealed_run(short(ada, 30, requirement("INTERACTIVE_POINTS", 18, 20)))

    letter = write(run).letters.get()

    assert letter.addressee == "Ada O'Neil & Marsh"
    assert "Dear Ada O'Neil & Marsh" in letter.text
    assert (
        "- General points: 30 of 36. How this is worked out: 36 whole months make 36; 30 count. "
        "(CET Rules 2005, rule 12(3))" in letter.text
    )
    missing, others = letter.text.split("## What you have met")
    assert "Interactive points" not in missing
    assert "- Interactive points: 20 of 18." in others
    assert "dispute it by Friday 28 February 2025" in letter.text
    assert (
        "If you dispute the record or put circumstances forward before the removal, it waits until "
        "that is decided. It can come before the last day for either; after it neither stops it."
    ) in letter.text
    assert "remove your name from the register from now on." in letter.text
    assert "This letter is the notice of it: the rules ask for no other." in letter.text
    assert "told first" not in letter.text
    assert run.number in letter.text


def test_missing_units_have_their_names(db):
    units = requirement(
        "COMPETENCY_UNITS", 8, 6, units_missing=["O1", "O4"],
        explanation="Points that count name 6 of them, so 2 are missing: O1, O4.",
    )  # fmt: skip
    run = sealed_run((builders.registrant(), "not-met", [requirement(), units]))

    letter = write(run).letters.get()

    assert "2 are missing: O1 Communication, O4 Optical appliances." in letter.text


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
    assert "before the removal, it waits until that is decided." in letter.text
    assert "It can come before" not in letter.text
    assert "on or after 1 April 2010" in letter.text


def test_a_letter_written_late_offers_nothing_whose_day_is_past(db):
    ada, bea = people(2)
    run = sealed_run(short(ada))
    on_the_last_day = write(run, at=datetime(2025, 2, 28, 23, tzinfo=LONDON)).letters.get()
    in_march = sealed_run(short(bea), at=datetime(2025, 3, 1, 10, tzinfo=LONDON))

    letter = write(in_march, at=datetime(2025, 3, 1, 10, tzinfo=LONDON)).letters.get()

    assert "dispute it by Friday 28 February 2025" in on_the_last_day.text
    for gone in ("dispute it by", "put them forward", "28 February"):
        assert gone not in letter.text
    assert "before the removal, it waits" in on_the_last_day.text
    assert "before the removal" not in letter.text
    assert "are past. If you think that it is wrong, write to the GOC’s CET team." in letter.text


def test_until_2012_each_step_goes_on_its_own_day(db):
    ada = builders.registrant(start=date(2005, 1, 1))
    at = datetime(2010, 2, 10, 10, tzinfo=LONDON)
    run = sealed_run(short(ada), cycle="2007-2009", at=at)

    letter = write(run, at=at).letters.get()

    assert "dispute it by" not in letter.text
    assert "missing points by Monday 15 March 2010" in letter.text
    assert "If you put circumstances forward before the removal, it waits until" in letter.text
    assert [block.kind for block in letter.blocks].count("list") == 2


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2010, 3, 31, 10, tzinfo=LONDON), "register on or after 1 April 2010."),
        (datetime(2010, 4, 1, 10, tzinfo=LONDON), "register on or after 1 April 2010."),
        (datetime(2010, 4, 2, 10, tzinfo=LONDON), "register from now on."),
    ],
)
def test_a_removal_is_said_from_its_day_on_or_from_now_on_if_that_is_past(db, at, words):
    ada, bea = (builders.registrant(start=date(2005, 1, 1)) for _number in range(2))
    points = requirement("SPECIALIST_POINTS", 18, 17, specialty="THERAPEUTIC")
    rows = (short(ada), (bea, "not-met", [requirement(), points]))
    letters = write(sealed_run(*rows, cycle="2007-2009", at=at), at=at).letters

    assert f"remove your name from the {words}" in letters.get(registrant=ada).text
    specialty = f"remove the entry of your specialty from the {words} Your name stays on it."
    assert specialty in letters.get(registrant=bea).text


def test_by_post_it_says_how_to_open_an_account_and_what_staff_do_without_one(db, settings):
    settings.CET_TEAM_ADDRESS = "cet@example.org"
    ada = builders.registrant()
    (bea,) = people(1, account=False)
    letters = write(sealed_run(short(ada), short(bea))).letters

    ended = (
        "Points of the cycle 2022-2024 can no longer be accepted, declined or queried; those of a "
        "later one can."
    )
    posted, read = letters.get(registrant=bea), letters.get(registrant=ada)

    assert "/open-account/" in posted.text
    assert "write to the GOC’s CET team, cet@example.org, or call" in posted.text
    assert "on your word staff correct what is recorded wrongly. They also dispute" in posted.text
    assert ended in posted.text
    assert "staff accept" not in posted.text
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
    address = f"/letters/{Letter.objects.get(registrant=ada).pk}/"
    assert address in message.body
    assert "36" not in message.body.replace(address, "")
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
