"""Pages of peer review and CET outside the UK: for registrants and for GOC staff."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from cet_portal.core import clock
from registrants.models import PointEntry
from sessions_events import services
from sessions_events.models import NonUkCet, PeerReview
from tests import builders
from tests.sessions_events import asking
from tests.sessions_events.asking import Group, number_of

pytestmark = pytest.mark.django_db

NEW_REVIEW = reverse("sessions_events:review_new")
NEW_ABROAD = reverse("sessions_events:non_uk_new")


@pytest.fixture
def group():
    return Group()


@pytest.fixture
def leader(group):
    return builders.client_for(group.leader.user, "registrant")


@pytest.fixture
def staff(group):
    return builders.client_for(group.staff_user, "staff")


def page(name, asked):
    return reverse(f"sessions_events:{name}", args=[asked.number])


def text_of(response):
    return response.content.decode()


def test_a_leader_asks_and_staff_approve(group, leader, staff):
    leader.post(NEW_REVIEW, asking.review_answers(group))
    review = PeerReview.objects.get()

    listed = staff.get(reverse("sessions_events:asked_staff"))
    assert review.number in text_of(listed)
    decided = staff.post(
        page("review_decide", review), {"decision": "yes", "version": review.version}
    )

    assert decided.url == reverse("sessions_events:asked_staff")
    review.refresh_from_db()
    assert review.status == "APPROVED"
    shown = text_of(leader.get(page("peer_review", review)))
    assert review.event.application.c_number in shown
    assert "How this date was worked out" in shown


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"day": "1/1/2020"}, "Choose a day to come"),
        ({"day": "31/12/2090"}, "within the next 12 months"),
        ({"ends": "7pm"}, "at least one hour"),
        ({"ends": "6pm"}, "End must be later than the start"),
        ({"venue": ""}, "Enter the venue, or choose online"),
        ({"online": "yes"}, "Enter the video service"),
        ({"units_dispensing_optician": []}, "there are dispensing opticians in the group"),
        ({"about": "THERAPEUTIC"}, "Nobody of the group holds this specialty"),
        ({"people": "01-99999 Nobody\n\n02 x"}, "Line 3: enter a number and a surname"),
        ({"people": ""}, "Name three to nine people"),
        ({"objectives": "\n".join("abcdefg")}, "at most six"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(group, leader, changed, sentence):
    response = leader.post(NEW_REVIEW, asking.review_answers(group, **changed))

    assert sentence in text_of(response)
    assert "Our own cases." in text_of(response)
    assert not PeerReview.objects.exists()


def test_no_name_is_given_for_a_number(group, leader):
    stranger = builders.registrant(surname="Verysecret")
    people = [f"{number_of(one)} {one.surname}" for one in group.others[:2]]
    people.append(f"{number_of(stranger)} Smith")

    wrong = text_of(leader.post(NEW_REVIEW, asking.review_answers(group, people="\n".join(people))))
    people[-1] = "01-98765 Smith"
    unknown = text_of(
        leader.post(NEW_REVIEW, asking.review_answers(group, people="\n".join(people)))
    )

    for said, number in ((wrong, number_of(stranger)), (unknown, "01-98765")):
        assert f"Line 3: number {number} and the surname do not match" in said
    assert "Verysecret" not in wrong


def test_the_leader_is_not_named_twice(group, leader):
    people = "\n".join(f"{number_of(one)} {one.surname}" for one in group.everybody)

    said = text_of(leader.post(NEW_REVIEW, asking.review_answers(group, people=people)))

    assert "is in the group already" in said


def test_a_refusal_is_mended_on_a_form_with_all_that_was_said(group, leader, staff):
    review = group.asks()
    staff.post(
        page("review_decide", review),
        {"decision": "no", "reason": "Say which cases.", "version": review.version},
    )

    form = text_of(leader.get(page("review_again", review)))
    assert "Say which cases." in form
    assert f"{number_of(group.dispensing)} Marsh" in form
    leader.post(page("review_again", review), asking.review_answers(group))

    review.refresh_from_db()
    assert (review.status, review.version) == ("REQUESTED", 2)


def test_a_refusal_needs_a_reason(group, staff):
    review = group.asks()

    said = staff.post(page("review_decide", review), {"decision": "no", "version": review.version})

    assert "Give the reason" in text_of(said)


def test_the_leader_confirms(group, leader):
    review = group.held()
    there = list(review.participants.values_list("pk", flat=True))
    answers = {"discussion": "Discs.", "objectives_met": "Each presented.", "as_approved": "yes"}

    few = leader.post(page("review_confirm", review), {**answers, "attended": there[:2]})
    assert "Fewer than four attended" in text_of(few)
    leader.post(page("review_confirm", review), {**answers, "attended": there})

    review.refresh_from_db()
    assert review.status == "CONFIRMED"
    assert PointEntry.objects.count() == 4
    assert "4 people have points" in text_of(leader.get(page("peer_review", review)))


def test_confirmed_twice_changes_nothing(group, leader):
    review = group.held()
    answers = {
        "discussion": "Discs.",
        "objectives_met": "Each presented.",
        "as_approved": "yes",
        "attended": list(review.participants.values_list("pk", flat=True)),
    }

    leader.post(page("review_confirm", review), answers)
    again = leader.post(page("review_confirm", review), answers)

    assert "This was already done" in text_of(again)
    assert PointEntry.objects.count() == 4


def test_the_manager_settles_a_difference(group):
    manager = builders.client_for(builders.staff("CET_MANAGER"), "staff")
    review = group.confirmed(group.held(), what_differed="Another evening.")
    assert "Another evening." in text_of(manager.get(page("review_decide", review)))

    manager.post(
        page("review_decide", review),
        {"decision": "yes", "reason": "Fine.", "version": review.version},
    )

    review.refresh_from_db()
    assert review.status == "CONFIRMED"


def test_html_in_a_scenario_is_shown_as_it_was_typed(group, leader):
    review = group.asks(scenario="<script>alert(1)</script>")

    shown = text_of(leader.get(page("peer_review", review)))

    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown


def test_a_stranger_finds_nothing(group):
    review, abroad = group.approved(), asking.asks_abroad(group.leader)
    for user in (group.optometrist.user, builders.registrant(surname="Stranger").user):
        stranger = builders.client_for(user, "registrant")
        for name in ("peer_review", "review_again", "review_confirm", "review_call_off"):
            assert stranger.get(page(name, review)).status_code == HTTPStatus.NOT_FOUND
        for name in ("non_uk_cet", "non_uk_again", "non_uk_evidence"):
            assert stranger.get(page(name, abroad)).status_code == HTTPStatus.NOT_FOUND
        file = reverse("sessions_events:asked_file", args=[abroad.number, abroad.programme_id])
        assert stranger.get(file).status_code == HTTPStatus.NOT_FOUND


def test_providers_are_kept_out(group):
    provider, user = builders.provider_with()
    client = builders.client_for(user, f"provider:{provider.pk}")
    review = group.approved()

    assert client.get(page("peer_review", review)).status_code == HTTPStatus.FORBIDDEN
    event = reverse("sessions_events:event", args=[review.event.ev_number])
    assert client.get(event).status_code == HTTPStatus.NOT_FOUND


def test_the_public_finds_neither_cet_nor_event(group, client):
    event = group.approved().event

    for name, number in (("public_event", event.ev_number), ("cet", event.application.c_number)):
        found = client.get(reverse(f"sessions_events:{name}", args=[number]))
        assert found.status_code == HTTPStatus.NOT_FOUND


def test_whoever_is_named_sees_it_to_come(group):
    review = group.approved()
    named = builders.client_for(group.optometrist.user, "registrant")

    assert review.title in text_of(named.get(reverse("sessions_events:asked_list")))


def test_abroad_from_request_to_points(group, leader, staff):
    leader.post(NEW_ABROAD, asking.abroad_answers())
    asked = NonUkCet.objects.get()
    staff.post(
        page("non_uk_decide", asked),
        {
            "decision": "yes",
            "version": asked.version,
            "total": "4",
            "interactive": "2",
            "kind": "GENERAL",
            "units_optometrist": ["O6"],
        },
    )
    asked.refresh_from_db()
    assert asked.status == "APPROVED"
    long_ago = timedelta(days=30)
    NonUkCet.objects.update(starts_at=asked.starts_at - long_ago, ends_at=asked.ends_at - long_ago)

    leader.post(page("non_uk_evidence", asked), {"file": asking.file("c.txt"), "note": "Mine."})
    asked.refresh_from_db()
    staff.post(page("non_uk_decide", asked), {"decision": "no", "version": asked.version})
    asked.refresh_from_db()

    assert asked.status == "EVIDENCE_SENT"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"first": "1/1/2020"}, "Choose a day to come"),
        ({"scheme": "OTHER"}, "Say which scheme it is"),
        ({"interactive_asked": "5"}, "cannot be more"),
        ({"interaction": ""}, "interactive points need it"),
        ({"units_optometrist": []}, "Choose at least one competency unit"),
        ({"minutes": "59"}, "at least one hour"),
        ({"last": "1/1/2021"}, "Last day must be the first day or later"),
    ],
)
def test_what_is_wrong_abroad_is_said(leader, changed, sentence):
    response = leader.post(NEW_ABROAD, asking.abroad_answers(**changed))

    assert sentence in text_of(response)
    assert not NonUkCet.objects.exists()


def test_staff_decide_points_of_the_right_kind(group, staff):
    asked = asking.asks_abroad(group.leader)

    said = staff.post(
        page("non_uk_decide", asked),
        {"decision": "yes", "version": 1, "total": "2", "interactive": "3", "kind": "SPECIALIST"},
    )

    assert "choose one of the list" in text_of(said)  # holds no specialty
    asked.refresh_from_db()
    assert asked.status == "REQUESTED"


def test_lists_take_as_many_questions_for_one_as_for_many(
    group, staff, django_assert_max_num_queries
):
    group.approved()
    address = reverse("sessions_events:asked_staff") + "?standing=all"
    staff.get(address)
    with django_assert_max_num_queries(60) as one:
        staff.get(address)
    for week in range(2, 5):
        group.asks(title=f"Topic {week}")

    with django_assert_max_num_queries(len(one)):
        staff.get(address)


def test_what_is_overdue_is_on_the_list_of_staff(group, staff):
    review = group.held()

    listed = staff.get(reverse("sessions_events:asked_staff") + "?standing=overdue")

    assert review.number in text_of(listed)


def test_withdrawn_and_sent_again(group, leader):
    review = group.asks()
    leader.post(page("review_withdraw", review))
    leader.post(page("review_again", review), asking.review_answers(group))

    review.refresh_from_db()
    assert review.status == "REQUESTED"


def test_called_off(group, leader):
    review = group.approved()
    assert "Say why" in text_of(leader.post(page("review_call_off", review), {"reason": ""}))

    leader.post(page("review_call_off", review), {"reason": "Ill."})

    review.refresh_from_db()
    assert review.status == "CANCELLED"


def test_not_attended(group, leader):
    asked = asking.approved_abroad(asking.asks_abroad(group.leader), group.staff)

    leader.post(page("non_uk_not_attended", asked))

    asked.refresh_from_db()
    assert asked.status == "NOT_ATTENDED"


def test_a_programme_is_given_back(group, leader, staff):
    asked = asking.asks_abroad(group.leader)
    address = reverse("sessions_events:asked_file", args=[asked.number, asked.programme_id])

    for client in (leader, staff):
        assert b"".join(client.get(address).streaming_content) == b"Monday: dry eye."


def test_evidence_is_confirmed_on_the_page(group, leader, staff):
    at = clock.now() - timedelta(days=30)
    asked = asking.approved_abroad(asking.asks_abroad(group.leader, at=at), group.staff, at=at)
    leader.post(page("non_uk_evidence", asked), {"file": asking.file("c.txt"), "note": "Mine."})
    asked.refresh_from_db()
    assert "Mine." in text_of(staff.get(page("non_uk_decide", asked)))

    staff.post(page("non_uk_decide", asked), {"decision": "yes", "version": asked.version})

    asked.refresh_from_db()
    assert asked.status == "CONFIRMED"
    assert PointEntry.objects.get().total == 6


def test_services_are_not_asked_twice_by_two_windows(group, leader):
    for _press in range(2):
        leader.post(NEW_REVIEW, asking.review_answers(group))

    assert PeerReview.objects.count() == 1
    assert services.withdraw_asked(
        asked=PeerReview.objects.get(), actor=group.actor, at=clock.now()
    )
