"""What follows a cycle in a browser: an exception, late points, removals, a restoration."""

from datetime import date, timedelta

import pytest

from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from compliance import queries, services
from compliance.models import CycleDispute, ExceptionRequest, Removal
from registrants.models import PointEntry
from tests import builders
from tests.browser.person import Person
from tests.compliance.sealed import sealed
from tests.registrants.building import offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.browser


def signs_in(someone: Person, account) -> Person:
    """Sign in, and wait until that is done before another page is opened."""
    someone.signs_in(account.email, builders.PASSWORD)
    someone.sees_not("Sign in to MyCET")
    return someone


def ended():
    """The cycle before the present one."""
    today = clock.today()
    periods = queries.periods(today)
    present = queries.period_on(today, periods)
    return next(each for each in periods if each.last_day < present.first_day)


def test_an_exception_to_its_decision(person):
    """Asked for in its days, which are over by now; the evidence was sent."""
    her, boss, cycle = (
        builders.registrant(surname="Marsh"),
        builders.staff(Role.CET_MANAGER),
        ended(),
    )
    own = builders.actor_of(her.user, "registrant")
    at = london(cycle.last_day.year + 1, 1, 9)
    request = services.ask_exception(
        period=cycle,
        ground="PARENTAL_LEAVE",
        words="A child was born.",
        leave=[(date(cycle.first_day.year, 2, 1), date(cycle.first_day.year, 11, 30))],
        actor=own,
        at=at,
    )
    marsh = signs_in(person("Marsh", phone=True), her.user)
    marsh.opens("/exceptions/")
    marsh.sees(request.reference)
    marsh.opens(f"/exceptions/new/?cycle={queries.periods(clock.today())[0].name}")
    marsh.sees("can be asked for from")
    services.send_exception(request=request, actor=own, at=at)

    ruth = signs_in(person("Ruth"), boss)
    ruth.opens("/exceptions/?status=open")
    ruth.follows(request.reference)
    ruth.follows("Decide the request")
    ruth.sees("36 whole months, 10 of them with leave: 26 without.")
    ruth.picks("Grant it in part: lower requirements as said below")
    ruth.types("General points: lowered to", "26")
    for legend in (
        "All reasonable steps were taken",
        "The circumstances were beyond their control",
        "They intended to meet the rules",
        "The public stays protected",
    ):
        ruth.picks_in(legend, "Speaks for it")
        ruth.types(f"Why: {legend}", "The letter shows it.")
    ruth.types("Reason", "Ten months were leave.")
    ruth.presses("Continue")
    ruth.sees("General points: 26 instead of 36, of which there are 0.")
    ruth.presses("Decide")
    ruth.sees("The registrant is told.")

    marsh.opens(f"/exceptions/{request.pk}/")
    marsh.sees("Granted in part")
    marsh.sees("Ten months were leave.")
    assert ExceptionRequest.objects.get().status == "LOWERED"


def test_an_exception_on_behalf_of_somebody_in_hospital(person):
    """The letter came in time; it is filed, proved and sent today."""
    marsh, cycle = builders.registrant(surname="Marsh", account=False), ended()
    dan = signs_in(person("Dan", phone=True), builders.staff())
    dan.opens(f"/register/people/{marsh.pk}/acts/")
    dan.picks("By letter")
    dan.types_day("Day received", date(cycle.last_day.year + 1, 1, 9))
    dan.types("What did they ask for?", "I was in hospital.")
    dan.presses("Record the request")
    dan.follows("Exceptions from the requirements of a cycle")
    dan.follows(f"Ask for an exception for {cycle.name} on their behalf")
    dan.picks("Illness")
    dan.presses("File the request for them")
    dan.sees("Asked for by GOC staff on behalf of Ada Marsh, on their letter received on 9 January")
    dan.picks("Add a document, a time on leave, or both")
    dan.types_day("First day of leave", date(cycle.first_day.year, 2, 1))
    dan.types_day("Last day of leave", date(cycle.first_day.year, 3, 31))
    dan.presses("Do this for them")
    dan.sees("Leave added by GOC staff on behalf of Ada Marsh")
    dan.picks("Everything is there: send it to the CET manager")
    dan.presses("Do this for them")
    dan.sees("With the CET manager")

    ruth = signs_in(person("Ruth"), builders.staff(Role.CET_MANAGER))
    ruth.opens(f"/exceptions/{ExceptionRequest.objects.get().pk}/")
    ruth.sees("Sent to the CET manager by GOC staff on behalf of Ada Marsh")
    ruth.follows("Decide the request")
    ruth.sees("36 whole months, 2 of them with leave: 34 without.")


def test_a_dispute_on_behalf_of_somebody_without_an_account(person):
    """The call came in time; it is lodged and sent today, and another determines it."""
    marsh, cycle = builders.registrant(surname="Marsh", account=False), ended()
    ann = builders.staff(Role.CET_MANAGER)
    boss = signs_in(person("Ann", phone=True), ann)
    boss.opens(f"/register/people/{marsh.pk}/acts/")
    boss.picks("By phone")
    boss.types_day("Day received", date(cycle.last_day.year + 1, 1, 9))
    boss.types("What did they ask for?", "EV-1 is missing.")
    boss.presses("Record the request")
    boss.follows("Disputed records")
    boss.follows(f"Dispute the record of {cycle.name} on their behalf")
    boss.sees("does not determine it")
    boss.presses("Lodge the dispute for them")
    boss.sees("Lodged by GOC staff on behalf of Ada Marsh, on their call of 9 January")
    boss.picks("Everything is there: send it to the registrar")
    boss.presses("Do this for them")
    boss.sees("With the registrar")
    dispute = CycleDispute.objects.get()
    boss.opens(f"/disputes/{dispute.pk}/")
    boss.sees("Another CET manager determines it.")

    ruth = signs_in(person("Ruth"), builders.staff(Role.CET_MANAGER))
    ruth.opens("/disputes/")
    ruth.sees(f"For them, by phone: recorded by {ann}")
    ruth.follows(dispute.reference)
    ruth.follows("Determine the dispute")
    ruth.picks("Dismiss: it stands")
    ruth.types("Reason", "The provider has no Marsh.")
    ruth.presses("Continue")
    ruth.presses("Determine")
    ruth.sees("The registrant has no account: a letter for the post is written.")
    ruth.opens("/disputes/")
    ruth.follows("1 letter waits for the post")
    ruth.presses("Make the PDF for the post")
    ruth.sees("Download the letters for the post (PDF)")
    ruth.follows("Mark as posted")
    ruth.finds_no_barrier()
    ruth.presses("Mark as posted")
    ruth.sees("The letters are marked as posted.")
    ruth.finds_no_barrier()
    ruth.opens(f"/register/people/{marsh.pk}/letters/")
    ruth.sees("Posted on")
    ruth.finds_no_barrier()
    ruth.follows(f"{dispute.reference}: Dispute dismissed")
    ruth.sees("The provider has no Marsh.")


def test_letters_of_a_removal_and_a_restoration_for_the_post(person):
    marsh, cycle = builders.registrant(surname="Marsh", account=False), ended()
    run = sealed(cycle, marsh, at=london(cycle.last_day.year + 1, 1, 10))
    manager = builders.staff(Role.CET_MANAGER)
    act = services.begin_removal(
        run=run,
        period=cycle,
        keys=[marsh.pk],
        of_day=clock.today(),
        reason="Not met.",
        actor=builders.actor_of(manager),
        at=clock.now(),
    )
    ruth = signs_in(person("Ruth", phone=True), manager)
    ruth.opens(f"/acts/{act.pk}/")
    ruth.sees("1 letter with the words of the mail is written for them:")
    ruth.follows("Letters for the post")
    ruth.sees("Make the PDF for the post")
    ruth.follows(marsh.entries.get().number)
    ruth.sees("Your name, with the number")
    removal = Removal.objects.get()
    ruth.opens(f"/removals/made/{removal.pk}/restore/")
    ruth.types_day("First day on the register again", removal.of_day)
    ruth.types("Reason", "The run was wrong.")
    ruth.presses("Continue")
    ruth.sees("a letter for the post is written")
    ruth.presses("Restore")
    ruth.sees("Letters for the post")
    ruth.opens("/removals/made/")
    ruth.follows("1 letter waits for the post")
    ruth.sees("Later ones come into the next.")
    ruth.presses("Make the PDF for the post")
    ruth.sees("The file is being made.")


def test_late_points_are_settled(person):
    cycle = ended()
    line = offer(
        builders.registrant(surname="Marsh"),
        day=date(cycle.last_day.year, 12, 19),
        at=london(cycle.last_day.year + 1, 1, 7),
    )
    dan = signs_in(person("Dan"), builders.staff())
    dan.opens("/late/")
    dan.picks(f"{line.event_reference}, Ada Marsh")
    dan.presses("Look at those that are ticked")
    dan.sees("Lines: 1. Points: 3. Registrants: 1.")
    dan.picks("They count: they are accepted")
    dan.types("Reason", "The provider was late.")
    dan.presses("Settle these points")
    dan.sees("1 line is settled, and its registrant told.")
    assert PointEntry.objects.get().status == "ACCEPTED"


def test_removed_and_restored(person):
    marsh, cycle = builders.registrant(surname="Marsh"), ended()
    sealed(cycle, marsh, at=london(cycle.last_day.year + 1, 1, 10))
    ruth = signs_in(person("Ruth"), builders.staff(Role.CET_MANAGER))

    ruth.opens("/removals/")
    ruth.sees("General points: 0 of 36")
    ruth.presses("Look at all whom nothing holds back")
    ruth.sees("1 name leaves the register")
    ruth.types_day("First day off the register", clock.today())
    ruth.types("Reason", "Not met.")
    ruth.presses("Take off the register")
    ruth.sees("1 person leaves the register")
    ruth.follows("Removals and restorations")
    removal = Removal.objects.get()
    ruth.follows(removal.reference)
    ruth.follows("Restore")
    ruth.types_day("First day on the register again", removal.of_day)
    ruth.types("Reason", "The run was wrong.")
    ruth.presses("Continue")
    ruth.sees("it will be as if there had been none")
    ruth.presses("Restore")
    ruth.sees("Restored from")
    assert marsh.entries.filter(end=None).count() == 1

    ruth.follows("Correct the restoration")
    later = clock.today() + timedelta(days=10)
    ruth.types_day("First day on the register again", later)
    ruth.types("Why it is corrected", "Recorded for the wrong day.")
    ruth.presses("Continue")
    ruth.sees("Restoration check for an application of")
    ruth.presses("Correct it")
    ruth.sees("Corrected. The registrant is told.")
    assert marsh.entries.filter(end=None, start=later).count() == 1
    ruth.follows("Take it back")
    ruth.types("Why it is taken back", "It was another Marsh.")
    ruth.presses("Continue")
    ruth.sees("stands again.")
    ruth.presses("Take it back")
    ruth.sees("Taken back: the removal stands.")
    assert marsh.entries.filter(end=None).count() == 0


def test_voluntary_points_are_recorded(person):
    marsh = builders.registrant(surname="Marsh", start=date(2000, 1, 1))
    dan = signs_in(person("Dan", phone=True), builders.staff())
    dan.opens(f"/register/people/{marsh.pk}/")
    dan.follows("Voluntary points up to 30 June 2005")
    dan.types("Who granted the points?", "The registrar")
    dan.types_day("Day on which they were granted", date(2005, 12, 1))
    dan.types("General points", "24")
    dan.types("On what it rests, or why it is corrected", "Letter of that day.")
    dan.presses("Record it")
    dan.sees("General: 24. Granted by The registrar on 1 December 2005.")
    her = signs_in(person("Marsh"), marsh.user)
    her.opens("/statement/?cycle=2005-2006")
    her.sees("24 general points")


def test_a_determination_shows_every_requirement(person):
    """Lodged and sent in its days, which are over by now."""
    marsh, cycle = builders.registrant(surname="Marsh"), ended()
    own, at = builders.actor_of(marsh.user, "registrant"), london(cycle.last_day.year + 1, 1, 9)
    line = offer(marsh, day=date(cycle.last_day.year, 12, 19), at=at)
    dispute = services.lodge(period=cycle, words="It is missing.", actor=own, at=at)
    services.send(dispute=dispute, actor=own, at=at)
    ruth = signs_in(person("Ruth", phone=True), builders.staff(Role.CET_MANAGER))
    ruth.opens(f"/disputes/{dispute.pk}/determine/")
    ruth.picks("Change the record, as said below")
    ruth.picks(line.event_reference)
    ruth.types("Reason", "The certificate shows it.")
    ruth.presses("Continue")
    for label in ("General points", "Interactive points", "Competency units", "Peer review"):
        ruth.sees(label)
    ruth.sees("They do not meet the cycle, before or after.")
    ruth.presses("Determine")
    ruth.sees("The registrant is told.")
