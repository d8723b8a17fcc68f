"""Standing instructions: who marked an event is accepted after seven days without an objection."""

from datetime import date, datetime

import pytest

from cet_portal.core.actor import CLOCK
from cet_portal.core.clock import LONDON
from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from registrants import queries, services
from registrants.enums import MarkKind, QueryProblem
from registrants.models import EventMark, StandingInstruction
from registrants.tasks import accept_by_instruction
from tests import builders
from tests.racing import together
from tests.registrants.building import offer

pytestmark = pytest.mark.django_db

ARRIVED = datetime(2027, 3, 4, 18, tzinfo=LONDON)
DAY = date(2027, 3, 11)
EVENT = "EV-80001"


def on(day: int, month: int = 3) -> datetime:
    return datetime(2027, month, day, 0, 13, tzinfo=LONDON)


@pytest.fixture
def owner():
    return builders.registrant()


@pytest.fixture
def actor(owner):
    return builders.actor_of(owner.user)


def instructed(actor, kind=MarkKind.BOOKED):
    services.give_instruction(actor=actor, at=ARRIVED)
    services.mark_event(event_reference=EVENT, kind=kind, actor=actor, at=ARRIVED)


def clock_comes(line, at):
    try:
        return services.accept_by_instruction(entry=line, actor=CLOCK, at=at).status
    except Refused:
        line.refresh_from_db()
        return line.status


def test_points_of_a_marked_event_get_a_day_and_their_owner_is_told(owner, actor):
    instructed(actor)
    line = offer(owner, at=ARRIVED)
    assert line.accept_on == DAY
    message = OutboxMessage.objects.get(kind="points_by_instruction")
    assert message.to == owner.user.email
    assert "accepts them on Thursday 11 March 2027" in message.body


@pytest.mark.parametrize("peer_review", [True, False])
def test_of_a_peer_review_its_owner_is_told_to_write(owner, actor, peer_review):
    instructed(actor)
    offer(owner, at=ARRIVED, peer_review=peer_review)
    body = OutboxMessage.objects.get(kind="points_by_instruction").body
    assert ("write it there by Friday 31 December 2027" in body) == peer_review


@pytest.mark.parametrize("missing", ["instruction", "mark"])
def test_without_instruction_or_mark_nothing_accepts(owner, actor, missing):
    if missing == "instruction":
        services.mark_event(event_reference=EVENT, kind=MarkKind.BOOKED, actor=actor, at=ARRIVED)
    else:
        services.give_instruction(actor=actor, at=ARRIVED)
    assert offer(owner, at=ARRIVED).accept_on is None
    assert not OutboxMessage.objects.exists()


def test_only_on_its_day_and_only_the_clock(owner, actor):
    instructed(actor)
    line = offer(owner, at=ARRIVED)
    assert clock_comes(line, on(10)) == "PENDING"
    with pytest.raises(Refused):
        services.accept_by_instruction(entry=line, actor=actor, at=on(11))
    assert clock_comes(line, on(11)) == "ACCEPTED"


def test_the_timer_finds_it(owner, actor):
    instructed(actor)
    line = offer(owner, at=ARRIVED)
    assert list(queries.to_accept(date(2027, 3, 10))) == []
    assert list(queries.to_accept(DAY)) == [line]
    accept_by_instruction()


def test_an_objection_takes_the_day_away(owner, actor):
    instructed(actor)
    line = offer(owner, at=ARRIVED)
    services.query_line(
        entry=line, problem=QueryProblem.POINTS, message="Two, not three", actor=actor, at=ARRIVED
    )
    again = services.drop_query(entry=line, actor=actor, at=ARRIVED)
    assert (again.status, again.accept_on) == ("PENDING", None)
    assert list(queries.to_accept(DAY)) == []


def test_never_after_the_cycle(owner, actor):
    instructed(actor)
    line = offer(owner, day=date(2027, 12, 29), at=datetime(2027, 12, 30, 9, tzinfo=LONDON))
    assert line.accept_on == date(2028, 1, 6)
    message = OutboxMessage.objects.get(kind="points_by_instruction")
    assert "by 11:59pm on Friday 31 December 2027" in message.body
    assert list(queries.to_accept(date(2028, 1, 6))) == []
    assert clock_comes(line, datetime(2028, 1, 6, 9, tzinfo=LONDON)) == "PENDING"


def test_points_that_come_after_the_cycle_wait_for_staff(owner, actor):
    instructed(actor)
    line = offer(owner, day=date(2027, 12, 29), at=datetime(2028, 1, 3, 9, tzinfo=LONDON))
    assert (line.status, line.accept_on) == ("LATE", None)


def test_ending_it_leaves_everything_to_the_registrant(owner, actor):
    instructed(actor)
    line = offer(owner, at=ARRIVED)
    assert services.end_instruction(actor=actor, at=ARRIVED) == 1
    line.refresh_from_db()
    assert line.accept_on is None
    assert services.end_instruction(actor=actor, at=ARRIVED) == 0
    assert clock_comes(line, on(11)) == "PENDING"


def test_a_day_that_was_set_while_the_instruction_ended_is_not_followed(owner, actor):
    instructed(actor)
    line = offer(owner, at=ARRIVED)
    StandingInstruction.objects.update(ended_at=ARRIVED)
    assert list(queries.to_accept(DAY)) == []
    assert line.accept_on == DAY


def test_who_signed_in_stays_so_and_a_mark_can_be_taken_away(actor):
    for kind in (MarkKind.SIGNED_IN, MarkKind.BOOKED):
        services.mark_event(event_reference=EVENT, kind=kind, actor=actor, at=ARRIVED)
    assert EventMark.objects.get().kind == MarkKind.SIGNED_IN
    services.unmark_event(event_reference=EVENT, actor=actor, at=ARRIVED)
    services.unmark_event(event_reference=EVENT, actor=actor, at=ARRIVED)
    assert not EventMark.objects.exists()


def test_nobody_else_gives_instructions():
    _provider, admin = builders.provider_with()
    with pytest.raises(Refused):
        services.give_instruction(actor=builders.actor_of(admin), at=ARRIVED)


@pytest.mark.django_db(transaction=True)
def test_given_from_two_devices_at_once():
    actor = builders.actor_of(builders.registrant().user)

    def give():
        return services.give_instruction(actor=actor, at=ARRIVED)

    assert together(give, give)[0] is not None
    assert StandingInstruction.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepted_by_the_clock_while_the_instruction_ends():
    owner = builders.registrant()
    actor = builders.actor_of(owner.user)
    instructed(actor)
    line = offer(owner, at=ARRIVED)
    together(
        lambda: services.accept_by_instruction(entry=line, actor=CLOCK, at=on(11)),
        lambda: services.end_instruction(actor=actor, at=on(11)),
    )
    line.refresh_from_db()
    assert (line.status, line.accept_on is None) in {("ACCEPTED", False), ("PENDING", True)}
