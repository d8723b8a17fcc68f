"""Exceptions: when they can be asked for, what is lowered and how far, who decides."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from compliance import services, tasks, workflow
from compliance.enums import ExceptionStatus, Factor
from compliance.models import ExceptionFile, ExceptionRequest, LeavePeriod
from compliance.queries import exceptions as reads
from compliance.rules import assess
from compliance.rules.exceptions import decision_due, evidence_due, least_of
from compliance.rules.months import Span
from tests import builders
from tests.compliance.cases import (
    JANUARY,
    WEIGHED,
    asked,
    cycle,
    decide,
    file_named,
    manager,
    own,
    sent,
)
from tests.compliance.people import CYCLES, DO, entry, held, person, point
from tests.racing import together
from tests.sessions_events.building import World, london

pytestmark = pytest.mark.django_db


LAST = london(2028, 2, 28, 23, 59)


GENERAL = ("GENERAL_POINTS", "")


# When


def test_outside_its_days_it_is_refused_with_the_dates(marsh):
    with pytest.raises(Refused, match="can be asked for from 1 January 2028 to 28 February 2028"):
        asked(marsh, at=london(2027, 12, 31, 23, 59))
    with pytest.raises(Refused, match="could be asked for from 1 January 2028 to 28 February"):
        asked(marsh, at=london(2028, 2, 29))
    with pytest.raises(Refused, match="to 15 March 2010"):
        asked(marsh, at=london(2010, 3, 16), period=CYCLES["2007-2009"])
    request = asked(marsh, at=LAST)
    assert (request.status, request.due_on) == ("EVIDENCE", date(2028, 3, 27))
    assert request.decide_by == date(2028, 4, 9)


def test_the_days_are_those_of_a_dispute():
    assert evidence_due(date(2010, 1, 14)) == date(2010, 2, 11)
    assert decision_due(date(2010, 2, 11)) == date(2010, 2, 24)


def test_pressed_twice_there_is_one(marsh):
    builders.staff(Role.CET_MANAGER)
    assert asked(marsh) == asked(marsh)
    assert OutboxMessage.objects.filter(kind="exception_asked").count() == 1


def test_leave_that_makes_no_sense_is_refused_and_nothing_is_kept(marsh):
    for leave, words in (
        ((date(2026, 3, 2), date(2026, 3, 1)), "ends on the day on which it begins, or later"),
        ((date(2024, 3, 2), date(2024, 4, 1)), "outside the cycle 2025-2027"),
    ):
        with pytest.raises(Refused, match=words):
            asked(marsh, leave=[leave])
    assert not ExceptionRequest.objects.exists()


def test_evidence_until_its_last_day(marsh):
    request = asked(marsh)
    file, last = SimpleUploadedFile("a.txt", b"a"), london(2028, 2, 2, 23, 59)
    services.add_evidence(request=request, file=file, actor=own(marsh), at=last)
    days = {"start": date(2026, 1, 1), "end": date(2026, 2, 1)}
    services.add_leave(request=request, period=cycle(), **days, actor=own(marsh), at=last)
    with pytest.raises(Refused, match="The last day for evidence was 2 February 2028"):
        services.add_evidence(request=request, file=file, actor=own(marsh), at=london(2028, 2, 3))
    stranger = own(builders.registrant())
    with pytest.raises(Refused):
        services.add_evidence(request=request, file=file, actor=stranger, at=last)
    assert reads.exception_files_visible_to(own(marsh)).count() == 1


def test_what_speaks_of_health_is_for_the_person_and_the_cet_manager(marsh):
    asked(marsh, leave=[(date(2026, 1, 1), date(2026, 2, 1))], files=[file_named("a.txt")])
    others = [
        own(builders.registrant()),
        builders.actor_of(builders.staff()),
        World().admin,
        CLOCK,
    ]
    for model in (ExceptionRequest, LeavePeriod, ExceptionFile):
        assert model.objects.visible_to(own(marsh)).count() == 1
        assert model.objects.visible_to(manager()).count() == 1
        assert not any(model.objects.visible_to(other).exists() for other in others)


def test_the_clock_closes_the_evidence_and_tells_that_it_is_late(marsh, time_machine):
    boss = builders.staff(Role.CET_MANAGER)
    request = asked(marsh)
    time_machine.move_to(london(2028, 2, 2), tick=False)
    tasks.close_evidence()
    request.refresh_from_db()
    assert request.status == "EVIDENCE"

    time_machine.move_to(london(2028, 2, 3), tick=False)
    tasks.close_evidence()
    request.refresh_from_db()
    assert (request.status, request.due_on) == ("WITH_MANAGER", date(2028, 2, 15))

    time_machine.move_to(london(2028, 2, 16), tick=False)
    tasks.tell_of_late_exceptions()
    tasks.tell_of_late_exceptions()
    assert OutboxMessage.objects.filter(kind="exception_late", to=boss.email).count() == 1


# How far a requirement is lowered


def test_at_least_one_point_for_each_month_without_leave():
    """10 March 2020 to 9 March 2021 touches 13 months: 23 of 36 are left."""
    someone, period = person(entry("2010-01-01")), CYCLES["2019-2021"]
    short = [each for each in assess(someone, period).requirements if not each.met]
    leave = [Span(date(2020, 3, 10), date(2021, 3, 9)), Span(date(2020, 3, 1), date(2020, 3, 20))]

    found = {each.requirement.code: each for each in least_of(someone, period, short, leave)}

    assert found["GENERAL_POINTS"].least == 23
    assert "36 whole months, 13 of them with leave: 23 without." in (
        found["GENERAL_POINTS"].explanation
    )
    for code, least in (("INTERACTIVE_POINTS", 11), ("COMPETENCY_UNITS", 0), ("PEER_REVIEW", 0)):
        if code in found:
            assert found[code].least == least


def test_contact_lens_points_are_part_of_the_sum():
    """12 months of leave: 24 months left, 12 of them contact lens points."""
    someone = person(
        entry("2010-01-01", profession=DO), specialties=[held("CONTACT_LENS", "2011-01-01")]
    )
    period = CYCLES["2019-2021"]
    short = [each for each in assess(someone, period).requirements if not each.met]
    leave = [Span(date(2020, 1, 1), date(2020, 12, 31))]

    found = {each.requirement.code: each.least for each in least_of(someone, period, short, leave)}

    assert found["GENERAL_POINTS"] == 12
    assert found.get("SPECIALIST_POINTS", 12) == 12


def test_no_more_is_asked_than_was_required():
    """Joined in the last year, with 2 points a month in the first period or without."""
    period = CYCLES["2005-2006"]
    someone = person(entry("2006-10-01"), points=[point("2006-11-01")])
    short = [each for each in assess(someone, period).requirements if not each.met]
    (found,) = least_of(someone, period, short, [])
    assert (found.requirement.required, found.least) == (3, 3)


# Deciding


def test_granted_in_part_needs_a_figure_between_the_least_and_the_required(marsh):
    leave = [(date(2026, 1, 1), date(2026, 12, 31))]
    request = sent(marsh, leave=leave, ground="PARENTAL_LEAVE")
    with pytest.raises(Refused, match="cannot be lowered so far. 36 whole months, 12"):
        decide(request, "lower", lowered={GENERAL: 23})
    with pytest.raises(Refused, match="is not lowered by that figure"):
        decide(request, "lower", lowered={GENERAL: 36})
    with pytest.raises(Refused, match="Say which requirement is lowered"):
        decide(request, "lower")
    with pytest.raises(Refused, match="changed meanwhile"):
        decide(request, "lower", lowered={("SPECIALIST_POINTS", "CONTACT_LENS"): 3})

    decided = decide(request, "lower", lowered={GENERAL: 24})

    assert decided.status == "LOWERED"
    (kept,) = decided.lowered
    assert (kept["required"], kept["lowered"], kept["least"]) == (36, 24, 24)
    told = OutboxMessage.objects.get(kind="exception_decided", to=marsh.user.email)
    assert "General points: 24 instead of 36." in told.body


def test_each_of_the_four_factors_is_weighed_with_words(marsh):
    request = sent(marsh)
    for factors in (
        {},
        {**WEIGHED, "INTENTION": ("FOR", " ")},
        {**WEIGHED, "INTENTION": ("", "x")},
    ):
        with pytest.raises(Refused, match="Weigh each of the four"):
            decide(request, factors=factors)
    with pytest.raises(Refused, match="Give the reason"):
        decide(request, reason=" ")
    decided = decide(request)
    assert [each["words"] for each in decided.weighed] == [
        f"Because of {factor}." for factor in Factor
    ]
    assert (decided.status, decided.due_on) == ("EXCUSED", None)


def test_a_mail_says_nothing_of_health(marsh):
    builders.staff(Role.CET_MANAGER)
    decide(sent(marsh), "refuse", reason="The letter of the hospital is of another year.")
    for message in OutboxMessage.objects.filter(kind__startswith="exception_"):
        assert "hospital" not in message.subject + message.body
        assert "llness" not in message.subject + message.body


# Staff send and withdraw on what the registrant asked by letter or phone, and not without it.
HELPERS = ("the registrant", Role.GOC_STAFF, Role.CET_MANAGER)
ALLOWED = {
    "send": {("EVIDENCE", who) for who in HELPERS},
    "excuse": {("WITH_MANAGER", Role.CET_MANAGER)},
    "lower": {("WITH_MANAGER", Role.CET_MANAGER)},
    "refuse": {("WITH_MANAGER", Role.CET_MANAGER)},
    "withdraw": {(status, who) for status in ("EVIDENCE", "WITH_MANAGER") for who in HELPERS},
}


def test_every_step_from_every_status_by_everybody(marsh):
    """The clock's own step has its test above: on this day there is still time."""
    request = asked(marsh)
    provider, _admin = builders.provider_with()
    people = {
        "the registrant": own(marsh),
        "another registrant": own(builders.registrant()),
        "the clock": CLOCK,
        "an approver": builders.actor_of(builders.approver()),
        Role.GOC_STAFF: builders.actor_of(builders.staff()),
        Role.CET_MANAGER: manager(),
        **{role: builders.actor_of(builders.member(provider, role)) for role in PROVIDER_ROLES},
    }
    found = {}
    for status in ExceptionStatus.values:
        request.status = status
        for name, actor in people.items():
            for step in workflow.exception_request.open_to(request, actor=actor, at=JANUARY):
                found.setdefault(step, set()).add((status, name))
    assert found == ALLOWED


@pytest.mark.django_db(transaction=True)
def test_two_managers_decide_at_once():
    builders.reference()
    request = sent(builders.registrant(surname="Marsh"))
    one, other = manager(), manager()

    outcomes = together(
        lambda: decide(request, "excuse", by=one), lambda: decide(request, "refuse", by=other)
    )

    refused = [each for each in outcomes if isinstance(each, Refused)]
    assert len(refused) == 1
    request.refresh_from_db()
    assert request.status in ("EXCUSED", "NOT_EXCUSED")
    verbs = ("exception_request.excuse", "exception_request.refuse")
    assert AuditEvent.objects.filter(verb__in=verbs).count() == 1
    assert OutboxMessage.objects.filter(kind="exception_decided").count() == 1


@pytest.mark.django_db(transaction=True)
def test_asked_twice_at_once_there_is_one():
    builders.reference()
    marsh = builders.registrant(surname="Marsh")
    actor = own(marsh)

    def ask():
        return services.ask_exception(
            period=cycle(), ground="OTHER", words="x", actor=actor, at=JANUARY
        )

    one, other = together(ask, ask)

    assert one == other
    assert ExceptionRequest.objects.count() == 1


def test_two_people_who_are_one(marsh):
    other = builders.registrant(surname="Marsh")
    asked(marsh), asked(other)
    services.join_exceptions(kept=marsh.pk, joined=other.pk, actor=CLOCK, at=JANUARY)
    assert ExceptionRequest.objects.filter(registrant=marsh).count() == 1
    decide(services.send_exception(
        request=ExceptionRequest.objects.get(registrant=marsh), actor=own(marsh), at=JANUARY
    ))  # fmt: skip
    services.join_exceptions(kept=marsh.pk, joined=other.pk, actor=CLOCK, at=JANUARY)
    assert ExceptionRequest.objects.filter(registrant=marsh).count() == 2
