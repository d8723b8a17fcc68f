"""Declining, querying, and what is chosen when accepting."""

import pytest

from cet_portal.core.models import StatusChange
from cet_portal.core.permissions import Refused
from registrants import queries, services
from registrants.enums import DeclineReason, QueryProblem
from registrants.events import points_declined, points_queried, query_dropped
from registrants.models import PointEntry
from tests import builders
from tests.racing import together
from tests.registrants.building import LAST_SECOND, NEW_YEAR, WINTER, accept, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """What other apps heard, by signal."""
    heard = []

    def hear(signal, **values):
        heard.append((signal, values))

    signals = (points_declined, points_queried, query_dropped)
    for signal in signals:
        signal.connect(hear, weak=False)
    yield heard
    for signal in signals:
        signal.disconnect(hear)


@pytest.fixture
def owner():
    return builders.registrant()


@pytest.fixture
def actor(owner):
    return builders.actor_of(owner.user)


def decline(line, actor, at=WINTER, because=DeclineReason.NOT_ME, **more):
    return services.decline_lines(lines=[line.pk], because=because, actor=actor, at=at, **more)


def query(line, actor, at=WINTER, message="It was on the 5th."):
    return services.query_line(
        entry=line, problem=QueryProblem.DATE, message=message, actor=actor, at=at
    )


def test_a_declined_line_stands_no_longer_and_its_provider_hears_of_it(owner, actor, told):
    line = offer(owner)
    assert [each.pk for each in decline(line, actor)] == [line.pk]
    [(signal, values)] = told
    assert signal is points_declined
    assert values["reason"] == DeclineReason.NOT_ME
    assert [each.pk for each in values["entries"]] == [line.pk]
    again = offer(owner)
    assert (again.pk, again.status) != (line.pk, "DECLINED")


def test_declining_twice_tells_once(owner, actor, told):
    line = offer(owner)
    decline(line, actor)
    assert decline(line, actor) == []
    assert len(told) == 1


def test_a_stranger_declines_nothing(owner, told):
    line = offer(owner)
    stranger = builders.actor_of(builders.registrant().user)
    assert decline(line, stranger) == []
    assert told == []


def test_nothing_is_declined_or_queried_after_the_cycle(owner, actor):
    line = offer(owner)
    assert decline(line, actor, at=NEW_YEAR) == []
    with pytest.raises(Refused):
        query(line, actor, at=NEW_YEAR)
    assert query(line, actor, at=LAST_SECOND).status == "QUERIED"


def test_a_query_keeps_what_was_said_and_can_be_taken_back(owner, actor, told):
    line = query(offer(owner), actor)
    change = StatusChange.objects.get(case_id=line.pk, step="query")
    assert change.reason == "DATE\nIt was on the 5th."
    assert services.drop_query(entry=line, actor=actor, at=WINTER).status == "PENDING"
    assert [signal for signal, _values in told] == [points_queried, query_dropped]


def test_a_queried_line_is_not_accepted_and_may_be_declined(owner, actor):
    line = query(offer(owner), actor)
    assert services.accept_all(actor=actor, at=WINTER) == []
    assert decline(line, actor, because=DeclineReason.NOT_COMPLETED)[0].status == "DECLINED"


def test_the_request_on_which_staff_act_is_kept(owner):
    line = offer(owner)
    staff = builders.actor_of(builders.staff())
    [declined] = decline(line, staff, reason="By letter of 4 March")
    change = StatusChange.objects.get(case_id=declined.pk, step="decline")
    assert change.reason == "NOT_ME\nBy letter of 4 March"


def test_specialist_points_may_be_accepted_as_general(owner, actor):
    lens = offer(owner, 1, specialty="CONTACT_LENS")
    other = offer(owner, 2, specialty="CONTACT_LENS")
    general = offer(owner, 3)
    services.accept_all(actor=actor, at=WINTER, as_general=[lens.pk, general.pk])
    kinds = dict(owner.points.values_list("pk", "accepted_as"))
    assert kinds == {lens.pk: "GENERAL", other.pk: "", general.pk: ""}
    assert set(owner.points.values_list("status", flat=True)) == {"ACCEPTED"}


def test_one_specialist_point_as_general(owner, actor):
    lens = offer(owner, 1, specialty="CONTACT_LENS")
    accepted = services.accept(entry=lens, actor=actor, at=WINTER, as_general=True)
    assert accepted.accepted_as == "GENERAL"


def test_lines_of_others_among_the_keys_stay_as_they_are(owner, actor):
    mine, foreign = offer(owner), offer(builders.registrant())
    accepted = services.accept_lines(lines=[mine.pk, foreign.pk], actor=actor, at=WINTER)
    assert [each.pk for each in accepted] == [mine.pk]


@pytest.mark.django_db(transaction=True)
def test_from_two_devices_with_different_choices():
    owner = builders.registrant()
    actor = builders.actor_of(owner.user)
    lines = [offer(owner, number, specialty="CONTACT_LENS") for number in range(1, 9)]
    keys = [line.pk for line in lines]
    outcomes = together(
        lambda: services.accept_all(actor=actor, at=WINTER, as_general=keys[:4]),
        lambda: services.accept_all(actor=actor, at=WINTER, as_general=keys[4:]),
    )
    assert sorted(map(len, outcomes)) == [0, 8]


@pytest.mark.django_db(transaction=True)
def test_accepting_while_staff_take_it_back():
    owner = builders.registrant()
    line = offer(owner)
    staff = builders.actor_of(builders.staff())
    lines = queries.those([line.pk])
    together(
        lambda: accept(line),
        lambda: services.reverse(lines=lines, reason="Wrong person", actor=staff, at=WINTER),
    )
    line.refresh_from_db()
    assert line.status == "REVERSED"
    assert PointEntry.objects.standing().count() == 0
