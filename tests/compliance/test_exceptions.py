"""Exceptions: when they can be asked for, what is lowered and how far, who decides."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from compliance import queries, services, tasks, workflow
from compliance.enums import ExceptionStatus, Factor
from compliance.models import ExceptionFile, ExceptionRequest, LeavePeriod
from compliance.queries import exceptions as reads
from compliance.rules import Period, assess
from compliance.rules.exceptions import decision_due, evidence_due, least_of
from compliance.rules.months import Span
from registrants import services as register_services
from tests import builders
from tests.compliance.people import CYCLES, DO, entry, held, person, point
from tests.racing import together
from tests.registrants.building import accept, offer
from tests.sessions_events.building import World, london

pytestmark = pytest.mark.django_db

JANUARY = london(2028, 1, 5)
LAST = london(2028, 2, 28, 23, 59)
WEIGHED = {factor: ("FOR", f"Because of {factor}.") for factor in Factor}
GENERAL = ("GENERAL_POINTS", "")


@pytest.fixture
def marsh():
    builders.reference()
    return builders.registrant(surname="Marsh")


def own(person):
    return builders.actor_of(person.user, "registrant")


def manager():
    return builders.actor_of(builders.staff(Role.CET_MANAGER))


def cycle() -> Period:
    """2025 to 2027."""
    return queries.period_named("2025-2027", queries.periods(date(2028, 1, 5)))


def asked(person, at=JANUARY, **changed) -> ExceptionRequest:
    values = {"period": cycle(), "ground": "ILLNESS", "words": "I was in hospital.", **changed}
    return services.ask_exception(**values, actor=own(person), at=at)


def sent(person, **changed) -> ExceptionRequest:
    return services.send_exception(request=asked(person, **changed), actor=own(person), at=JANUARY)


def decide(request, step="excuse", by=None, **changed) -> ExceptionRequest:
    values = {"factors": WEIGHED, "reason": "The letter shows it.", **changed}
    return services.decide_exception(
        request=request, period=cycle(), step=step, **values, actor=by or manager(), at=JANUARY
    )


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


def file_named(name: str, content: bytes = b"a") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


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


# Pages

PDF = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"


def leave_typed(first: date, last: date) -> dict:
    return {
        f"{name}_{part}": getattr(day, part)
        for name, day in (("start", first), ("end", last))
        for part in ("day", "month", "year")
    }


def test_evidence_is_known_by_its_content(marsh, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    client = builders.client_for(marsh.user, "registrant")
    address = "/exceptions/new/?cycle=2025-2027"
    typed = {"ground": "ILLNESS", "words": "<b>I was ill.</b>"}

    refused = client.post(address, {**typed, "file": file_named("letter.pdf", b"MZ\x90\x00\x03")})
    assert not ExceptionRequest.objects.exists()
    page = refused.content.decode()
    assert "There is a problem" in page
    assert "&lt;b&gt;I was ill.&lt;/b&gt;" in page

    shown = client.post(address, {**typed, "file": file_named("letter.pdf", PDF)}, follow=True)
    assert "letter.pdf" in shown.content.decode()
    request = ExceptionRequest.objects.get()
    stored = f"/exceptions/{request.pk}/files/{request.files.get().pk}/"
    assert client.get(stored)["Content-Disposition"].startswith("attachment")
    strangers = (
        (builders.client_for(builders.registrant().user, "registrant"), 404),
        (builders.client_for(builders.staff(), "staff"), 403),
    )
    for stranger, status in strangers:
        for path in (f"/exceptions/{request.pk}/", stored):
            assert stranger.get(path).status_code == status


def test_hostile_leave_gets_a_sentence_at_its_field_and_nothing_typed_is_lost(marsh, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    client = builders.client_for(marsh.user, "registrant")
    typed = {"ground": "PARENTAL_LEAVE", "words": "A child."}
    reversed_leave = leave_typed(date(2026, 5, 1), date(2026, 4, 1))
    half = {key: value for key, value in reversed_leave.items() if key.startswith("start")}
    for leave, words in (
        (reversed_leave, "The last day of leave must be the first day or later"),
        (half, "Enter the last day of leave, too"),
        ({**reversed_leave, "end_day": "32"}, "There is a problem"),
    ):
        page = client.post("/exceptions/new/?cycle=2025-2027", {**typed, **leave})
        assert words in page.content.decode()
        assert "A child." in page.content.decode()
    assert not ExceptionRequest.objects.exists()


def test_pages_from_the_list_to_the_decision(marsh, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    accept(offer(marsh, 1))
    client = builders.client_for(marsh.user, "registrant")
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")

    assert "Ask for an exception for 2025-2027" in client.get("/exceptions/").content.decode()
    form = client.get("/exceptions/new/?cycle=2025-2027").content.decode()
    assert "Monday 28 February 2028" in form
    assert "Wednesday 2 February 2028" in form
    typed = {
        "ground": "PARENTAL_LEAVE",
        "words": "A child was born.",
        **leave_typed(date(2026, 1, 1), date(2026, 12, 31)),
    }
    client.post("/exceptions/new/?cycle=2025-2027", typed)
    request = ExceptionRequest.objects.get()
    address = f"/exceptions/{request.pk}/"
    client.post(f"{address}leave/", leave_typed(date(2027, 1, 1), date(2027, 1, 31)))
    assert "1 January 2027 to 31 January 2027" in client.get(address).content.decode()
    client.post(f"{address}send/")

    assert request.reference in boss.get("/exceptions/?status=open").content.decode()
    assert (
        request.reference
        in b"".join(boss.get("/exceptions/?format=csv").streaming_content).decode()
    )
    shown = boss.get(f"{address}decide/").content.decode()
    assert "General points: 3 of 36, 33 short." in shown
    assert "36 whole months, 13 of them with leave: 23 without. At least 23 points." in shown
    weighed = {
        **{f"speaks_{factor}": "FOR" for factor in Factor},
        **{f"words_{factor}": "Yes." for factor in Factor},
        "reason": "A year with a child.",
    }
    nothing = boss.post(f"{address}decide/", {"decision": "lower", **weighed}).content.decode()
    assert "Say which requirement is lowered, and to what" in nothing
    low = {"decision": "lower", "lowered_0": "22", **weighed}
    assert "must be 23 or more" in boss.post(f"{address}decide/", low).content.decode()
    good = {**low, "lowered_0": "23"}
    checked = boss.post(f"{address}decide/", good).content.decode()
    assert "General points: 23 instead of 36, of which there are 3." in checked
    request.refresh_from_db()
    assert request.status == "WITH_MANAGER"
    boss.post(f"{address}decide/", {**good, "sure": "yes"})
    request.refresh_from_db()
    assert request.status == "LOWERED"
    page = client.get(address).content.decode()
    assert "General points: 23 instead of 36, of which there were 3." in page
    assert "The public stays protected" in page


def test_too_early_and_too_late_the_page_names_the_dates(marsh, time_machine):
    for day, words in (
        (london(2027, 12, 1), "can be asked for from 1 January 2028 to 28 February 2028"),
        (london(2028, 3, 1), "could be asked for from 1 January 2028 to 28 February 2028"),
    ):
        time_machine.move_to(day, tick=False)
        client = builders.client_for(marsh.user, "registrant")
        assert words in client.get("/exceptions/new/?cycle=2025-2027").content.decode()
        assert "Ask for an exception for" not in client.get("/exceptions/").content.decode()
        assert client.get("/exceptions/new/?cycle=x").status_code == 404


def test_the_list_asks_the_same_however_long_it_is(django_assert_max_num_queries, time_machine):
    builders.reference()
    time_machine.move_to(JANUARY, tick=False)
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    asked(builders.registrant())
    boss.get("/exceptions/")
    with django_assert_max_num_queries(14) as few:
        boss.get("/exceptions/")
    for _each in range(4):
        asked(builders.registrant())
    with django_assert_max_num_queries(len(few)):
        boss.get("/exceptions/")


def test_the_events_of_joining_reach_it(marsh):
    other = builders.registrant(surname="Fell")
    asked(other)
    kept, joined = marsh, other
    register_services.join_people(
        kept=kept, joined=joined, actor=builders.actor_of(builders.staff()), at=JANUARY
    )
    assert ExceptionRequest.objects.get().registrant == marsh
