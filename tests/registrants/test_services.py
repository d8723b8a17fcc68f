"""Accepting and lapsing: own lines only, in time only, once only."""

from datetime import date, timedelta

import pytest
import time_machine

from cet_portal.core.models import AuditEvent, StatusChange, SweepRun
from cet_portal.core.permissions import Refused
from registrants import queries, services, tasks
from tests import builders
from tests.racing import together
from tests.registrants.building import LAST_SECOND, NEW_YEAR, WINTER, accept, offer

pytestmark = pytest.mark.django_db


def test_accept_own_points_only():
    line = offer(builders.registrant())
    other = builders.actor_of(builders.registrant().user)
    with pytest.raises(Refused, match="Only the registrant"):
        services.accept(entry=line, actor=other, at=WINTER)


def test_accept_up_to_the_last_second_of_the_cycle_in_london():
    owner = builders.registrant()
    assert accept(offer(owner, 1), at=LAST_SECOND).status == "ACCEPTED"
    with pytest.raises(Refused, match="cycle has ended"):
        accept(offer(owner, 2), at=LAST_SECOND + timedelta(seconds=1))


def test_accept_all_takes_everything_once():
    owner = builders.registrant()
    actor = builders.actor_of(owner.user)
    lines = [offer(owner, number) for number in (1, 2, 3)]
    strange = offer(builders.registrant(), 4)
    accepted = services.accept_all(actor=actor, at=WINTER)
    assert [line.pk for line in accepted] == [line.pk for line in lines]
    assert services.accept_all(actor=actor, at=WINTER) == []
    assert StatusChange.objects.filter(step="accept").count() == 3
    assert AuditEvent.objects.filter(verb="point.accept").count() == 3
    strange.refresh_from_db()
    assert strange.status == "PENDING"


def test_accept_all_leaves_what_can_no_longer_be_accepted():
    owner = builders.registrant()
    offer(owner)
    assert services.accept_all(actor=builders.actor_of(owner.user), at=NEW_YEAR) == []
    assert owner.points.get().status == "PENDING"


@pytest.mark.parametrize(("lines", "most"), [(1, 12), (30, 12)])
def test_accept_all_takes_few_statements(lines, most, django_assert_max_num_queries):
    owner = builders.registrant()
    actor = builders.actor_of(owner.user)
    for number in range(lines):
        offer(owner, number)
    with django_assert_max_num_queries(most):
        assert len(services.accept_all(actor=actor, at=WINTER)) == lines


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_accepts_once():
    owner = builders.registrant()
    actor = builders.actor_of(owner.user)
    offer(owner, 1)
    offer(owner, 2)
    outcomes = together(
        lambda: services.accept_all(actor=actor, at=WINTER),
        lambda: services.accept_all(actor=actor, at=WINTER),
    )
    assert sorted(len(accepted) for accepted in outcomes) == [0, 2]
    assert StatusChange.objects.filter(step="accept").count() == 2


def test_points_that_arrive_after_the_cycle_are_late_and_not_lost():
    line = offer(builders.registrant(), at=NEW_YEAR)
    assert line.status == "LATE"
    with pytest.raises(Refused):
        accept(line, at=NEW_YEAR)


def test_the_same_event_sent_twice_keeps_the_first_line():
    owner = builders.registrant()
    offer(owner, total=3)
    offer(owner, total=5)
    assert owner.points.get().total == 3


def test_the_sweep_lapses_what_is_pending_once_the_cycle_has_ended():
    owner = builders.registrant()
    lapsing, accepted = offer(owner, 1), accept(offer(owner, 2))
    later = offer(owner, 3, day=date(2028, 2, 1), at=WINTER)
    with time_machine.travel(LAST_SECOND, tick=False):
        tasks.lapse_pending()
    lapsing.refresh_from_db()
    assert lapsing.status == "PENDING"
    with time_machine.travel(NEW_YEAR, tick=False):
        tasks.lapse_pending()
        tasks.lapse_pending()
    statuses = dict(owner.points.values_list("event_reference", "status"))
    assert statuses == {
        lapsing.event_reference: "LAPSED",
        accepted.event_reference: "ACCEPTED",
        later.event_reference: "PENDING",
    }
    assert SweepRun.objects.get().moved == [lapsing.reference]
    change = StatusChange.objects.get(step="lapse")
    assert (change.actor_role, change.actor_name) == ("CLOCK", "MyCET")


def test_the_figures_of_the_ledger():
    owner = builders.registrant()
    offer(owner, 1, total=2)
    accept(offer(owner, 2, total=3))
    assert queries.pending_totals() == {"people": 1, "lines": 1, "points": 2}
    assert queries.accepted_share(date(2027, 1, 1), date(2027, 12, 31)) == (1, 2)
    (waiting,) = queries.pending_by_due_date(date(2027, 6, 1))
    assert waiting == {"due_on": date(2027, 12, 31), "lines": 1, "people": 1}
