"""Peer review led by a registrant: asked, approved, confirmed, points (domain.md 3.12)."""

from datetime import date, timedelta

import pytest
from django.utils.formats import date_format

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from cet_portal.home.timetable import SWEEPS
from providers import queries as provider_queries
from providers.models import Fee, Provider
from registrants import services as register_services
from registrants.models import PointEntry
from sessions_events import queries, services, workflow
from sessions_events.models import Duty, PeerReview
from sessions_events.queries import asking as asked_queries
from sessions_events.queries import declaring as declared
from sessions_events.queries import lateness
from sessions_events.rules.groups import Named
from tests import builders
from tests.builders import MANAGER
from tests.sessions_events import asking
from tests.sessions_events.asking import Group, number_of, with_specialty

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return Group()


def lines():
    """Surname, audience, kind, specialty, points, interactive of every line."""
    return sorted(
        PointEntry.objects.values_list(
            "registrant__surname", "audience", "kind", "specialty", "total", "interactive"
        )
    )


def told(kind):
    """The addresses that got a message of this kind."""
    return sorted(OutboxMessage.objects.filter(kind=kind).values_list("to", flat=True))


def addresses(*people):
    return sorted(person.user.email for person in people)


def test_an_approved_review_has_a_number_an_event_and_a_due_date(group):
    review = group.approved()

    event = review.event
    assert review.status == "APPROVED"
    assert event.application.c_number.startswith("C-")
    assert event.application.status == "APPROVED"
    assert event.provider.own == "PEER_REVIEW"
    assert not event.open_to_all
    assert (event.starts_at, event.ends_at) == (review.starts_at, review.ends_at)
    assert event.deadline.working_days == 10
    approvals = {each.audience: each for each in event.application.approvals.all()}
    assert sorted(approvals) == ["DISPENSING_OPTICIAN", "OPTOMETRIST"]
    assert approvals["OPTOMETRIST"].units == ["O6"]


def test_an_online_review_is_approved_as_well(group):
    review = group.approved(online=True, venue="", town="", channel="Live video")

    assert review.event.session.online
    assert review.event.application.ground == "C"


def test_whoever_attended_has_three_interactive_points_pending(group):
    review = group.confirmed(group.held())

    assert review.status == "CONFIRMED"
    assert lines() == [
        ("Adeyemi", "OPTOMETRIST", "GENERAL", "", 3, 3),
        ("Doyle", "DISPENSING_OPTICIAN", "GENERAL", "", 3, 3),
        ("Marsh", "DISPENSING_OPTICIAN", "GENERAL", "", 3, 3),
        ("O'Neill", "OPTOMETRIST", "GENERAL", "", 3, 3),
    ]
    assert set(PointEntry.objects.values_list("status", "peer_review")) == {("PENDING", True)}
    review.event.refresh_from_db()
    assert review.event.status == "UPLOADED"
    assert review.event.due_on is None
    assert told("review_points") == addresses(*group.everybody)


def test_in_a_review_about_contact_lenses_their_opticians_earn_specialist_points(group):
    review = group.held(about="CONTACT_LENS", units=["O7", "D8", "C4"])

    group.confirmed(review)

    assert ("Doyle", "CONTACT_LENS_OPTICIAN", "SPECIALIST", "CONTACT_LENS", 3, 3) in lines()
    assert ("Marsh", "DISPENSING_OPTICIAN", "GENERAL", "", 3, 3) in lines()


def test_in_a_review_about_prescribing_prescribers_earn_specialist_points(group):
    with_specialty(group.leader, "INDEPENDENT_PRESCRIBING")
    review = group.held(about="THERAPEUTIC", units=["O6", "D7", "T1"])

    group.confirmed(review)

    prescriber = ("THERAPEUTIC_PRESCRIBER", "SPECIALIST", "INDEPENDENT_PRESCRIBING", 3, 3)
    assert ("Adeyemi", *prescriber) in lines()


def test_only_those_who_attended_have_points(group):
    fifth = builders.registrant(surname="Fifth")
    at = clock.now() - timedelta(days=30)
    people = [*group.named(), Named(4, number_of(fifth), "Fifth")]
    review = services.ask_review(values=asking.review(at), people=people, actor=group.actor, at=at)
    review = services.approve_review(review=review, actor=group.staff, at=at)
    there = review.participants.exclude(registrant=fifth)

    group.confirmed(review, attended=list(there.values_list("pk", flat=True)))

    assert not PointEntry.objects.filter(registrant=fifth).exists()
    assert PointEntry.objects.count() == 4


def test_everybody_hears_of_the_approval(group):
    group.approved()

    assert told("review_approved") == addresses(group.leader)
    assert told("review_named") == addresses(*group.others)


def test_a_refused_request_is_mended_and_sent_again(group):
    review = services.refuse_asked(
        asked=group.asks(), reason="Say which cases.", actor=group.staff, at=clock.now()
    )
    assert (review.status, review.reasons) == ("REFUSED", "Say which cases.")
    assert told("asked_refused") == addresses(group.leader)

    at = clock.now()
    review = services.ask_review_again(
        review=review,
        values=asking.review(at, scenario="Three cases of high pressure."),
        people=group.named(),
        actor=group.actor,
        at=at,
    )

    assert (review.status, review.version) == ("REQUESTED", 2)
    assert review.scenario == "Three cases of high pressure."
    assert review.participants.count() == 4


def test_staff_decide_only_about_what_they_have_read(group):
    review = group.asks()
    read = review.version
    review = services.withdraw_asked(asked=review, actor=group.actor, at=clock.now())
    at = clock.now()
    services.ask_review_again(
        review=review, values=asking.review(at), people=group.named(), actor=group.actor, at=at
    )

    with pytest.raises(Refused, match="was changed while you were reading"):
        services.approve_review(review=review, version=read, actor=group.staff, at=at)


def test_what_has_begun_is_never_approved(group):
    asked = group.asks(at=clock.now() - timedelta(days=8))

    with pytest.raises(Refused, match="never approved afterwards"):
        services.approve_review(review=asked, actor=group.staff, at=clock.now())

    assert not PeerReview.objects.exclude(event=None).exists()
    assert not Provider.objects.exclude(own="").exists()


def test_nobody_asks_for_what_is_past(group):
    at = clock.now()

    with pytest.raises(Refused, match="never approved afterwards"):
        group.asks(at=at, starts_at=at - timedelta(hours=1))


def test_what_nobody_decided_is_closed_when_it_begins(group):
    asked = group.asks(at=clock.now() - timedelta(days=8))
    manager = builders.staff("CET_MANAGER")
    (due,) = asked_queries.undecided(PeerReview, clock.now())

    closed = services.lapse_asked(asked=due, actor=CLOCK, at=clock.now())

    assert (closed.pk, closed.status) == (asked.pk, "NOT_DECIDED")
    assert told("asked_not_decided") == addresses(group.leader)
    assert told("asked_not_decided_for_staff") == [manager.email]
    names = {sweep.task for sweep in SWEEPS}
    assert {"sessions_events.lapse_reviews", "sessions_events.remind_askers"} <= names


def test_staff_do_not_decide_their_own(group):
    both = Group()
    user = both.leader.user
    actor = builders.actor_of(builders.staff(), "staff")
    own = type(actor)(
        user_id=user.pk, name=actor.name, role=actor.role, permissions=actor.permissions
    )

    with pytest.raises(Refused, match="somebody else has to decide"):
        services.approve_review(review=both.asks(), actor=own, at=clock.now())


@pytest.mark.parametrize(
    "step", ["approve", "refuse", "release", "turn_down", "withdraw", "cancel", "confirm"]
)
def test_a_stranger_takes_no_step(group, step):
    review = group.approved()
    stranger = builders.actor_of(builders.registrant(surname="Stranger").user, "registrant")

    assert workflow.peer_review.steps[step].may(stranger, review, at=clock.now())


def test_a_group_is_four_to_ten(group):
    at = clock.now()
    others = [builders.registrant(surname="Many") for _ in range(7)]
    many = [*group.named(), *[Named(n, number_of(one), "Many") for n, one in enumerate(others, 4)]]

    for people in (group.named()[:2], many):
        with pytest.raises(Refused, match="4 to 10 people"):
            services.ask_review(values=asking.review(at), people=people, actor=group.actor, at=at)


def test_an_hour_is_the_least(group):
    at = clock.now()
    starts_at = at + timedelta(days=3)

    with pytest.raises(Refused, match="at least one hour"):
        group.asks(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=59))


def test_pressed_twice_it_is_one_request(group):
    at = clock.now()
    values = asking.review(at)
    first, second = (
        services.ask_review(values=values, people=group.named(), actor=group.actor, at=at)
        for _ in range(2)
    )

    assert first == second


def test_a_specialty_that_nobody_holds_is_refused(group):
    with pytest.raises(Refused, match="Nobody of the group holds"):
        group.asks(about="THERAPEUTIC", units=["O6", "D7", "T1"])


def test_fewer_than_four_need_a_difference(group):
    review = group.held()
    two = list(review.participants.values_list("pk", flat=True))[:2]

    with pytest.raises(Refused, match="Fewer than 4 attended"):
        group.confirmed(review, attended=two)

    review.refresh_from_db()
    assert review.status == "APPROVED"


def test_a_difference_waits_for_the_manager_who_gives_the_points(group):
    manager_user = builders.staff("CET_MANAGER")
    manager = builders.actor_of(manager_user, "staff")
    review = group.confirmed(group.held(), what_differed="We met an hour later.")
    assert review.status == "HELD"
    assert lines() == []
    assert told("review_differs") == [manager_user.email]
    assert not declared.to_settle(manager).exists()
    with pytest.raises(Refused, match="Only the CET manager"):
        services.release_review(review=review, reason="Fine.", actor=group.staff, at=clock.now())

    review = services.release_review(review=review, reason="Fine.", actor=manager, at=clock.now())

    assert review.status == "CONFIRMED"
    assert len(lines()) == 4


def test_a_difference_may_end_without_points(group):
    manager = builders.actor_of(builders.staff("CET_MANAGER"), "staff")
    review = group.confirmed(group.held(), what_differed="It was a dinner.")

    review = services.turn_down_review(
        review=review, reason="No peer review.", actor=manager, at=clock.now()
    )

    assert (review.status, lines()) == ("NOT_COUNTED", [])
    assert told("review_not_counted") == addresses(*group.everybody)


def test_it_can_be_called_off_before_and_said_not_to_have_been_held_after(group):
    before = services.cancel_review(
        review=group.approved(), reason="Ill.", actor=group.actor, at=clock.now()
    )
    after = services.say_review_not_held(
        review=group.held(), reason="Snow.", actor=group.actor, at=clock.now()
    )

    assert (before.status, after.status) == ("CANCELLED", "NOT_HELD")
    assert not Duty.objects.owed().exists()
    assert len(told("review_called_off")) == 6


def test_somebody_who_left_the_register_has_no_points_and_staff_are_told(group):
    manager = builders.staff("CET_MANAGER")
    review = group.held()
    group.optometrist.entries.update(end=clock.london_date(review.starts_at) - timedelta(days=1))

    group.confirmed(review)

    assert "O'Neill" not in [line[0] for line in lines()]
    assert len(lines()) == 3
    assert told("review_without_points") == [manager.email]


def test_somebody_with_another_surname_by_now_has_points(group):
    review = group.held()
    register_services.change_surname(
        registrant=group.dispensing,
        surname="Marsh-Lane",
        on=date(2026, 1, 1),
        actor=MANAGER,
        at=clock.now(),
    )

    group.confirmed(review)

    assert len(lines()) == 4


def test_reminders_go_to_the_leader_and_the_manager_when_overdue(group):
    manager = builders.staff("CET_MANAGER")
    review = group.held()
    today = clock.london_date(clock.now())
    assert list(asked_queries.overdue(asked_queries.reviews_visible_to(group.staff), today)) == [
        review
    ]
    (duty,) = asked_queries.duties_to_tell(today)

    services.remind_asker(duty=duty, actor=CLOCK, at=clock.now())

    assert told("confirmation_due") == addresses(group.leader)
    mail = OutboxMessage.objects.get(kind="confirmation_due").body
    due = date_format(duty.due_on, "l j F Y")
    assert f"The last day is 11:59pm on {due}: 10 working days after " in mail
    assert told("confirmation_overdue") == [manager.email]
    assert not asked_queries.duties_to_tell(today).exists()


def test_the_gocs_own_provider_is_on_no_list(group):
    review = group.held()
    own, staff, today = review.event.provider, group.staff, clock.london_date(clock.now())
    at = clock.now()

    assert own not in provider_queries.providers_with_standing(today)
    assert not lateness.overdue_duties(staff, today).exists()
    assert not lateness.providers_to_tell(today).exists()
    assert not list(lateness.providers_overdue(staff, today))
    assert not queries.event_list(staff, standing="all", text="", at=at).exists()
    assert not queries.directory(at=at).exists()
    assert not queries.upcoming(at).exists()
    assert not Fee.objects.exists()


def test_somebody_late_holds_nobody_else(group):
    group.held()

    assert Group().approved().status == "APPROVED"


def test_what_was_asked_follows_two_people_who_are_one(group):
    review = group.approved()
    kept = builders.registrant(surname="Adeyemi")

    services.follow_person(kept=kept, joined=group.leader, actor=MANAGER, at=clock.now())

    review.refresh_from_db()
    assert review.registrant == kept
    assert review.participants.get(order=0).registrant == kept
