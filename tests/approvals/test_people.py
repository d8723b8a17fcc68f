"""Approvers: load and outcomes, profession, absences, interests, their own profile."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals import queries, services
from approvals.models import ApproverAbsence, ApproverInterest
from approvals.queries import load
from approvals.views import profile
from cet_portal.core import clock
from cet_portal.core.models import OutboxMessage
from tests import builders

pytestmark = pytest.mark.django_db

LIST = "/overview/approvers/"
A_DAY = timedelta(days=1)


@pytest.fixture
def client():
    return builders.client_for(builders.staff("CET_MANAGER"))


@pytest.fixture
def reviewer():
    return builders.approver("Ada Marsh")


def main(response):
    return response.content.decode().split("<main")[1].split("</main>")[0]


def figures(user):
    return load.with_load(load.approvers(), at=clock.now()).get(pk=user.pk)


def days(first, last):
    typed = {}
    for name, day in (("first_day", first), ("last_day", last)):
        typed |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return typed


def count_queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_figures_are_of_open_late_and_decided_cases(reviewer):
    long_ago = clock.now() - timedelta(days=60)
    provider, _admin = builders.provider_with(at=long_ago)
    case = {"provider": provider, "approver": reviewer}
    builders.application_at("IN_REVIEW", at=long_ago, **case)
    builders.application_at("IN_REVIEW", **case)
    builders.application_at("INFORMATION_REQUESTED", **case)
    builders.application_at("APPROVED", **case)
    builders.application_at("APPROVED", **case)
    builders.application_at("REJECTED", **case)

    found = figures(reviewer)

    assert (found.open_cases, found.late, found.decided) == (3, 1, 3)
    assert (found.approved_share, found.rejected_share, found.asked_share) == (67, 33, 0)


def test_the_median_is_the_working_days_in_the_middle(reviewer):
    for number, lasted in enumerate((1, 3, 20)):
        application = builders.application_at("APPROVED", approver=reviewer)
        application.decisions.update(working_days=lasted)
        assert figures(reviewer).decided == number + 1

    assert figures(reviewer).median_days == 3


def test_decisions_of_more_than_a_year_ago_do_not_count(reviewer):
    application = builders.application_at("APPROVED", approver=reviewer)
    application.decisions.update(decided_at=clock.now() - timedelta(days=400))

    found = figures(reviewer)

    assert (found.decided, found.median_days, found.approved_share) == (0, None, None)


def test_who_was_asked_first_counts_as_such(reviewer):
    application = builders.application_at("ANSWERED", approver=reviewer)
    actor = builders.actor_of(reviewer)
    builders.judge_all(application, actor)
    services.decide(
        application=application,
        outcomes=builders.outcomes(application),
        actor=actor,
        at=clock.now(),
    )

    assert figures(reviewer).asked_share == 100


def test_the_list_shows_absences_now_and_coming_and_not_past(client, reviewer):
    today = clock.today()
    for first, last in ((-9, -3), (0, 2), (20, 25)):
        ApproverAbsence.objects.create(
            approver=reviewer, first_day=today + first * A_DAY, last_day=today + last * A_DAY
        )

    assert len(figures(reviewer).absences_ahead) == 2
    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize(
    "sort",
    ["name", "profession", "open", "week", "late", "decided", "-days", "approved", "asked"],
)
def test_the_list_sorts_by_each_column(client, reviewer, sort):
    builders.approver()

    assert client.get(f"{LIST}?sort={sort}").status_code == 200


def test_the_list_is_a_file_too(client, reviewer):
    answer = client.get(f"{LIST}?format=csv&sort=name")

    text = b"".join(answer.streaming_content).decode()
    assert "Approver,Profession,Open" in text
    assert "Ada Marsh,Optometrist,0" in text


def test_the_list_asks_as_many_queries_for_two_approvers_as_for_thirty(client):
    today = clock.today()
    for _each in range(2):
        builders.application_at("IN_REVIEW", approver=builders.approver())
    for_two = count_queries(client, LIST)
    for _each in range(28):
        ApproverAbsence.objects.create(
            approver=builders.approver(), first_day=today, last_day=today
        )

    assert count_queries(client, LIST) == for_two


def test_the_page_of_one_shows_their_cases(client, reviewer):
    application = builders.application_at("IN_REVIEW", approver=reviewer)

    text = main(client.get(f"{LIST}{reviewer.pk}/"))

    assert application.c_number in text
    assert "Optometrist" in text


def test_the_page_of_somebody_who_is_no_approver_is_not_found(client):
    stranger = builders.person()

    for name in ("", "profession/", "absence/", "interest/"):
        assert client.get(f"{LIST}{stranger.pk}/{name}").status_code == 404


def test_staff_set_the_profession(client):
    somebody = builders.person("APPROVER")
    address = f"{LIST}{somebody.pk}/profession/"

    forged = client.post(address, {"profession": "DENTIST"})
    client.post(address, {"profession": "DISPENSING_OPTICIAN"})

    somebody.refresh_from_db()
    assert "Choose one of the professions" in main(forged)
    assert somebody.approver_profile.profession == "DISPENSING_OPTICIAN"


def test_an_approver_enters_and_removes_an_absence(reviewer):
    client, today = builders.client_for(reviewer), clock.today()

    client.post("/approver/absence/", days(today, today + 5 * A_DAY))
    absence = reviewer.approver_absences.get()
    shown = main(client.get("/approver/"))
    client.post(f"/approver/absence/{absence.pk}/remove/")

    assert "Remove" in shown
    assert not reviewer.approver_absences.exists()


def test_cases_due_in_an_absence_are_said(reviewer):
    application = builders.application_at("IN_REVIEW", approver=reviewer)

    response = builders.client_for(reviewer).post(
        "/approver/absence/", days(application.due_on, application.due_on), follow=True
    )

    assert "1 open case falls due on these days" in main(response)


@pytest.mark.parametrize(
    "first, last, sentence",
    [
        (5, 2, "The last day away cannot lie before the first"),
        (-9, -2, "These days are over"),
        (0, 800, "Enter a year or less at once"),
        (11, 13, "is entered already: remove it first"),
    ],
)
def test_wrong_absences_get_a_sentence(reviewer, first, last, sentence):
    today = clock.today()
    ApproverAbsence.objects.create(
        approver=reviewer, first_day=today + 10 * A_DAY, last_day=today + 12 * A_DAY
    )

    response = builders.client_for(reviewer).post(
        "/approver/absence/", days(today + first * A_DAY, today + last * A_DAY)
    )

    assert sentence in main(response)
    assert reviewer.approver_absences.count() == 1


def test_an_absence_pressed_twice_is_entered_once(reviewer):
    client, today = builders.client_for(reviewer), clock.today()

    for _press in range(2):
        client.post("/approver/absence/", days(today, today))

    assert reviewer.approver_absences.count() == 1


def test_a_foreign_absence_is_not_found(reviewer):
    today = clock.today()
    absence = ApproverAbsence.objects.create(
        approver=builders.approver(), first_day=today, last_day=today
    )

    response = builders.client_for(reviewer).post(f"/approver/absence/{absence.pk}/remove/")

    assert response.status_code == 404
    assert ApproverAbsence.objects.filter(pk=absence.pk).exists()


def test_a_declared_interest_takes_the_cases_of_that_provider_away(reviewer):
    application = builders.application_at("IN_REVIEW", approver=reviewer)
    kept = builders.application_at("IN_REVIEW", approver=reviewer)
    second, client = builders.approver(), builders.client_for(reviewer)
    OutboxMessage.objects.all().delete()
    typed = {"provider": application.provider_id, "reason": "I speak for them"}

    response = client.post("/approver/interest/", typed, follow=True)

    application.refresh_from_db()
    kept.refresh_from_db()
    assert (application.approver, kept.approver) == (second, reviewer)
    assert "1 case of theirs went to another approver." in main(response)
    told = OutboxMessage.objects.values_list("kind", "to")
    assert list(told) == [("application_assigned", second.email)]  # not who declared it
    assert client.get(f"/queue/{application.c_number}/").status_code == 404


@pytest.mark.parametrize(
    "status, left", [("IN_REVIEW", "SUBMITTED"), ("UNDER_APPEAL", "UNDER_APPEAL")]
)
@pytest.mark.parametrize("by_staff", [False, True])
def test_where_nobody_fits_nobody_has_it_and_the_cet_manager_is_told(status, left, by_staff):
    first = builders.approver()
    application = builders.application_at("REJECTED" if left == status else status, approver=first)
    manager, reviewer = builders.staff("CET_MANAGER"), first
    if status == "UNDER_APPEAL":
        reviewer = builders.approver()
        admin = builders.actor_of(builders.administrator_of(application.provider))
        application = services.lodge_appeal(
            application=application, grounds="They can.", actor=admin, at=clock.now()
        )
    assert application.approver == reviewer
    typed = {"provider": application.provider_id, "reason": "They speak for them"}

    client = builders.client_for(manager if by_staff else reviewer)
    address = f"{LIST}{reviewer.pk}/interest/" if by_staff else "/approver/interest/"
    response = client.post(address, typed, follow=True)

    application.refresh_from_db()
    assert "Nobody fits 1 case: the CET manager has been told." in main(response)
    assert (application.approver, application.status) == (None, left)
    assert application.assignments.latest("pk").ending == "REASSIGNED"
    assert figures(reviewer).open_cases == 0
    nobody = builders.client_for(manager).get("/overview/without-approver/").content.decode()
    assert application.c_number in nobody
    told = OutboxMessage.objects.filter(kind="application_nobody_fits")
    assert [message.to for message in told] == ([] if by_staff else [manager.email])


def test_while_the_provider_answers_it_stays_and_then_nobody_has_it(reviewer):
    manager = builders.staff("CET_MANAGER")
    application = builders.application_at("INFORMATION_REQUESTED", approver=reviewer)
    typed = {"provider": application.provider_id, "reason": "I speak for them"}

    builders.client_for(reviewer).post("/approver/interest/", typed)

    application.refresh_from_db()
    assert application.approver == reviewer
    assert OutboxMessage.objects.get(kind="application_nobody_fits").to == manager.email
    actor, at = builders.actor_of(builders.administrator_of(application.provider)), clock.now()
    services.save_answers(
        application=application,
        version=application.version,
        answers={question.pk: "So." for question in queries.open_questions(application)},
        actor=actor,
        at=at,
    )
    services.answer(application=application, actor=actor, at=at)
    application.refresh_from_db()
    assert (application.approver, application.status) == (None, "SUBMITTED")
    assert application.round == 2


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"provider": "", "reason": "x"}, "Choose the provider"),
        ({"provider": "999999", "reason": "x"}, "Choose one of the providers of this list"),
        ({"provider": "1 or 1", "reason": "x"}, "Choose one of the providers of this list"),
        ({"provider": "", "reason": ""}, "Say what the interest is"),
        ({"provider": "", "reason": "x" * 10_000}, "use 500 characters or fewer"),
    ],
)
def test_wrong_interests_get_a_sentence(reviewer, typed, sentence):
    response = builders.client_for(reviewer).post("/approver/interest/", typed)

    assert sentence in main(response)
    assert not ApproverInterest.objects.exists()


def test_only_staff_end_an_interest(client, reviewer):
    provider, _admin = builders.provider_with()
    interest = services.declare_interest(
        approver=reviewer,
        provider=provider,
        reason="I speak for them",
        actor=builders.MANAGER,
        at=clock.now(),
    )
    address = f"{LIST}interests/{interest.pk}/end/"

    own = builders.client_for(reviewer).post(address)
    by_staff = client.post(address, follow=True)

    interest.refresh_from_db()
    assert own.status_code == 403
    assert "The interest has ended" in main(by_staff)
    assert interest.ended_at is not None


def test_the_own_profile_is_for_approvers_and_changes_no_profession(reviewer):
    text = main(builders.client_for(reviewer).get("/approver/"))

    assert "GOC staff set it." in text
    assert "profession/" not in text
    assert builders.client_for(builders.staff()).get("/approver/").status_code == 403


def test_an_absence_of_one_day_is_one_day():
    one = SimpleNamespace(first_day=date(2026, 11, 26), last_day=date(2026, 11, 26))
    two = SimpleNamespace(first_day=date(2026, 11, 26), last_day=date(2026, 11, 27))

    assert profile.days_label(one) == "26 November 2026"
    assert profile.days_label(two) == "26 November 2026 to 27 November 2026"
