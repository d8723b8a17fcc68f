"""Staff act for somebody without internet: on a recorded request, and the record says so."""

from datetime import date, timedelta

import pytest

from cet_portal.core.clock import london_date
from cet_portal.core.models import AuditEvent, OutboxMessage, StatusChange
from cet_portal.core.permissions import Refused
from registrants import queries, services
from registrants.models import PointEntry
from tests import builders
from tests.registrants.building import WINTER, accept, offer
from tests.sessions_events.building import World, london

pytestmark = pytest.mark.django_db
LETTER = date(2027, 11, 3)


@pytest.fixture
def staff():
    return builders.actor_of(builders.staff())


@pytest.fixture
def ada():
    return builders.registrant("01-20001")


def asked(person, staff, way="LETTER", received_on=LETTER):
    return services.record_request(
        registrant=person, way=way, received_on=received_on, words="Accept all.",
        actor=staff, at=WINTER,
    )  # fmt: skip


def corrected(line, staff, **changed):
    values = {"total": line.total, "interactive": line.interactive, "event_date": line.event_date}
    return services.correct_for(
        request=asked(line.registrant, staff),
        entry=line,
        correction=services.Correction(**{**values, **changed}),
        actor=staff,
        at=WINTER,
    )


def test_staff_accept_and_the_record_says_so(ada, staff):
    first, second, other = (offer(ada, number) for number in (1, 2, 3))

    done = services.accept_for(
        request=asked(ada, staff), lines=[first.pk, second.pk], actor=staff, at=WINTER
    )

    words = "Accepted by GOC staff on your letter of 3 November 2027"
    assert done == [first, second]
    assert {change.reason for change in StatusChange.objects.filter(step="accept")} == {words}
    assert {event.data["reason"] for event in AuditEvent.objects.filter(verb="point.accept")} == {
        words
    }
    assert AuditEvent.objects.get(verb="register.assist_accept").subject_id == ada.pk
    assert queries.done_by_staff([first, second, other]) == {first.pk: words, second.pk: words}
    told = OutboxMessage.objects.get(kind="points_assisted")
    assert told.to == ada.user.email
    assert words in told.body


def test_who_has_to_write_a_statement_is_told_so(ada, staff):
    lines = [offer(ada, 1).pk, offer(ada, 2, peer_review=True).pk]
    services.accept_for(request=asked(ada, staff), lines=lines, actor=staff, at=WINTER)
    body = OutboxMessage.objects.get(kind="points_assisted").body
    about = {line.split(",")[0]: line for line in body.split("\n") if line.startswith("- ")}
    assert "until you write its reflection statement" in about["- EV-80002"]
    assert "reflection" not in about["- EV-80001"]


def test_without_an_address_nobody_is_mailed(staff):
    ada = builders.registrant("01-20001", account=False)
    line = offer(ada)

    services.accept_for(request=asked(ada, staff, "PHONE"), lines=[line.pk], actor=staff, at=WINTER)

    line.refresh_from_db()
    assert line.status == "ACCEPTED"
    assert "on your call of" in StatusChange.objects.get(step="accept").reason
    assert not OutboxMessage.objects.filter(kind="points_assisted").exists()


def test_staff_decline_and_query(ada, staff):
    first, second = offer(ada, 1), offer(ada, 2)
    request = asked(ada, staff)

    services.decline_for(
        request=request, lines=[first.pk], because="NOT_ME", actor=staff, at=WINTER
    )
    services.query_for(
        request=request, lines=[second.pk], problem="POINTS", message="It were 4.",
        actor=staff, at=WINTER,
    )  # fmt: skip

    statuses = dict(ada.points.values_list("pk", "status"))
    assert statuses == {first.pk: "DECLINED", second.pk: "QUERIED"}
    assert "Declined by GOC staff" in StatusChange.objects.get(step="decline").reason
    assert "Queried by GOC staff" in StatusChange.objects.get(step="query").reason


def test_a_correction_is_a_new_line(ada, staff):
    line = offer(ada, total=3, interactive=1)
    accept(line)

    new = corrected(line, staff, total=4, interactive=2)

    line.refresh_from_db()
    assert line.status == "REVERSED"
    assert (new.total, new.interactive, new.status) == (4, 2, "ACCEPTED")
    assert new.event_reference == line.event_reference
    assert "Corrected by GOC staff" in StatusChange.objects.get(step="reverse").reason


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({}, "Nothing is different"),
        ({"interactive": 9}, "more interactive points than points"),
        ({"event_date": london_date(WINTER) + timedelta(days=1)}, "today or in the past"),
        ({"event_date": date(1985, 1, 1)}, "no CET scheme"),
        ({"total": 100}, "at most 40 points"),
    ],
)
def test_a_correction_that_makes_no_sense_changes_nothing(ada, staff, changed, sentence):
    line = offer(ada)

    with pytest.raises(Refused, match=sentence):
        corrected(line, staff, **changed)
    line.refresh_from_db()
    assert line.status == "PENDING"


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({"event_date": date(2019, 1, 1)}, "was held on 4 March 2027"),
        ({"event_date": date(2027, 3, 5)}, "was held on 4 March 2027"),
        ({"total": 3}, "approved for 2 points at most"),
    ],
)
def test_a_correction_stays_within_the_event_and_its_approval(staff, changed, sentence):
    world = World(at=london(2027, 3, 6))
    event = world.declared(date(2027, 3, 4))
    ada = builders.registrant("01-20001", at=world.at)
    line = offer(ada, total=2)
    PointEntry.objects.filter(pk=line.pk).update(event_reference=event.ev_number)
    line.refresh_from_db()

    with pytest.raises(Refused, match=sentence):
        corrected(line, staff, **changed)
    line.refresh_from_db()
    assert line.status == "PENDING"


def test_what_a_correction_would_do_is_told_and_not_done(ada, staff):
    line = accept(offer(ada))
    request = asked(ada, staff)

    would_be = services.preview_correction(
        request=request,
        entry=line,
        correction=services.Correction(3, 1, date(2019, 1, 1)),
        actor=staff,
        at=WINTER,
    )

    assert (would_be.status, would_be.due_on) == ("LATE", date(2021, 12, 31))
    line.refresh_from_db()
    assert line.status == "ACCEPTED"
    assert ada.points.count() == 1


def test_a_request_opens_only_the_lines_of_who_asked(ada, staff):
    other = offer(builders.registrant("01-20002"))
    request = asked(ada, staff)

    assert services.accept_for(request=request, lines=[other.pk], actor=staff, at=WINTER) == []
    with pytest.raises(Refused, match="somebody else"):
        services.correct_for(
            request=request, entry=other, correction=services.Correction(1, 0, date(2027, 1, 1)),
            actor=staff, at=WINTER,
        )  # fmt: skip


def test_a_request_of_tomorrow_is_refused(ada, staff):
    with pytest.raises(Refused, match="today or in the past"):
        asked(ada, staff, received_on=london_date(WINTER) + timedelta(days=1))


def test_only_staff_assist(ada):
    actor = builders.actor_of(ada.user, "registrant")

    with pytest.raises(Refused, match="Only GOC staff"):
        asked(ada, actor)
