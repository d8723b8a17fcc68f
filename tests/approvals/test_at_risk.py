"""Cases whose clock may run out unseen, and moving several at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals import queries, services
from approvals.models import ApproverAbsence
from approvals.queries import load
from cet_portal.accounts.models import User
from cet_portal.core import clock
from cet_portal.core.models import OutboxMessage
from tests import builders

pytestmark = pytest.mark.django_db

LIST, MOVE = "/overview/at-risk/", "/overview/at-risk/move/"
LONG_AGO = timedelta(days=60)


@pytest.fixture
def client():
    return builders.client_for(builders.staff("CET_MANAGER"))


def main(response):
    return response.content.decode().split("<main")[1].split("</main>")[0]


def case(status="IN_REVIEW", *, late=False, **values):
    at = clock.now() - LONG_AGO if late else clock.now() - builders.BEGUN
    provider, _admin = builders.provider_with(at=at)
    return builders.application_at(status, provider=provider, at=at, **values)


def case_of_nobody():
    """For a profession that no approver here has."""
    return case("SUBMITTED", audiences=["DISPENSING_OPTICIAN"], units=["D1"])


def numbers(*cases):
    return "&".join(f"case={each.c_number}" for each in cases)


def shown(client, address=LIST):
    text = main(client.get(address))
    return lambda each: each.c_number in text


def test_only_what_is_at_risk_is_listed(client):
    calm, late = case(), case(late=True)
    nobodys = case_of_nobody()
    away_case = case()
    today = clock.today()
    ApproverAbsence.objects.create(approver=away_case.approver, first_day=today, last_day=today)

    listed = shown(client)

    assert listed(late)
    assert listed(nobodys)
    assert listed(away_case)
    assert not listed(calm)


def test_the_number_beside_its_tick_box_is_a_link(client):
    late = case(late=True)

    text = main(client.get(LIST))

    assert (
        'class="govuk-link mycet-reference" '
        f'href="/overview/applications/{late.c_number}/">{late.c_number}</a>' in text
    )


def test_a_case_whose_approver_can_not_decide_any_more_is_listed(client):
    closed, member, named = (case() for _each in range(3))
    User.objects.filter(pk=closed.approver_id).update(is_active=False)
    builders.member(member.provider, "CET_AUTHOR", user=member.approver)
    named.contributors.update(name=f" {named.approver.name.upper()} ")

    listed = shown(client, f"{LIST}?why=unable")

    assert [listed(each) for each in (closed, member, named)] == [True, True, True]


def test_while_the_provider_answers_an_approver_with_a_conflict_is_said_wherever_staff_look(client):
    asked = case("INFORMATION_REQUESTED")
    approver = asked.approver
    builders.member(asked.provider, "CET_AUTHOR", user=approver)

    for address in (f"{LIST}?why=unable", "/overview/without-approver/"):
        text = main(client.get(address))
        assert asked.c_number in text
        assert "The approver cannot decide it any more: the provider answers first" in text
    page = main(client.get(f"/overview/applications/{asked.c_number}/"))
    assert f"{approver} may not see or decide it any more" in page
    assert "has it still, and may not see it any more" in page
    assert "has it now" not in page
    dashboard = builders.actor_of(builders.staff("CET_MANAGER"))
    assert list(queries.without_approver(dashboard)) == [asked]


def test_the_load_of_an_approver_is_what_stands_in_their_queue(client):
    approver = builders.approver()
    closed, kept = (case("IN_REVIEW", late=True, approver=approver) for _each in range(2))
    asked = case("INFORMATION_REQUESTED", approver=approver)
    for each in (closed, asked):
        builders.member(each.provider, "CET_AUTHOR", user=approver)

    found = load.with_load(load.approvers(), at=clock.now()).get(pk=approver.pk)
    parts = queries.queues.parts_of_queue(builders.actor_of(approver, "approver"))
    page = main(client.get(f"/overview/approvers/{approver.pk}/"))

    assert (found.open_cases, found.late) == (1, 1)
    assert parts["mine"] + parts["asked"] == found.open_cases
    assert kept.c_number in page
    assert closed.c_number not in page


def test_the_list_filters_by_reason_and_approver(client):
    late, nobodys = case(late=True), case_of_nobody()

    assert shown(client, f"{LIST}?why=late")(late)
    assert not shown(client, f"{LIST}?why=late")(nobodys)
    assert shown(client, f"{LIST}?approver={late.approver_id}")(late)
    assert not shown(client, f"{LIST}?approver={late.approver_id}")(nobodys)
    assert "matches these filters" in main(client.get(f"{LIST}?why=soon"))


def test_without_an_approver_has_a_list_of_its_own(client):
    late, nobodys = case(late=True), case_of_nobody()

    listed = shown(client, "/overview/without-approver/")

    assert (listed(nobodys), listed(late)) == (True, False)


@pytest.mark.parametrize("address", [LIST, "/overview/without-approver/"])
def test_empty_lists_say_what_appears_there(client, address):
    assert "appear" in main(client.get(address))


def test_the_list_is_a_file_too(client):
    late = case(late=True)

    text = b"".join(client.get(f"{LIST}?format=csv").streaming_content).decode()

    assert "Number,Title,Provider" in text
    assert f"{late.c_number},{late.title}" in text
    assert "Late" in text


@pytest.mark.parametrize("sort", ["number", "-title", "provider", "status", "-due", "approver"])
def test_the_list_sorts_by_each_column(client, sort):
    case(late=True)

    assert client.get(f"{LIST}?sort={sort}").status_code == 200


def test_the_list_asks_as_many_queries_for_one_row_as_for_thirty(client):
    def count():
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    provider, _admin = builders.provider_with(at=clock.now() - LONG_AGO)
    made = {"provider": provider, "at": clock.now() - LONG_AGO}
    builders.application_at("IN_REVIEW", **made)
    for_one = count()
    for _each in range(29):
        builders.application_at("SUBMITTED", **made)

    assert count() == for_one


def test_nothing_ticked_is_said(client):
    response = client.get(MOVE, follow=True)

    assert "Tick at least one case" in main(response)
    assert client.get(f"{MOVE}?case=%00").status_code == 302


def test_the_check_page_says_who_gets_each_and_why_not(client):
    before, torn = builders.approver("Ada Before"), builders.approver("Bo Torn")
    free, barred = case(approver=before), case(approver=before)
    builders.member(barred.provider, "CET_AUTHOR", user=torn)
    typed = {"to": torn.pk, "reason": "Ada is ill"}

    text = main(client.post(f"{MOVE}?{numbers(free, barred)}", typed))

    assert f'value="{free.c_number}:{torn.pk}:{before.pk}"' in text
    assert f'value="{barred.c_number}:' not in text
    assert "Belongs to this provider." in text
    assert "Give away 1 application" in text


def test_the_portal_shares_them_out(client):
    ill = builders.approver("Ada Ill")
    cases = [case(approver=ill) for _each in range(3)]
    one, two = builders.approver("Bo"), builders.approver("Cy")
    today = clock.today()
    services.add_absence(
        approver=ill,
        first_day=today,
        last_day=today + timedelta(days=30),
        actor=builders.MANAGER,
        at=clock.now(),
    )
    address = f"{MOVE}?{numbers(*cases)}"
    typed = {"to": "portal", "reason": "Ada is ill"}

    plan = main(client.post(address, typed))
    planned = [part.split('"')[0] for part in plan.split('name="planned" value="')[1:]]
    done = client.post(address, typed | {"planned": planned}, follow=True)

    assert "3 cases went to their new approvers." in main(done)
    loads = sorted(user.assignments.filter(ending="").count() for user in (one, two))
    assert loads == [1, 2]
    assert OutboxMessage.objects.filter(kind="application_taken_away", to=ill.email).count() == 3


def test_what_somebody_else_moved_meanwhile_is_said_and_left(client):
    before, mine, theirs = (builders.approver(name) for name in ("Ada", "Bo", "Cy Quick"))
    application = case(approver=before)
    services.reassign(
        application=application,
        approver=theirs,
        reason="First",
        actor=builders.MANAGER,
        at=clock.now(),
    )
    typed = {
        "to": mine.pk,
        "reason": "Ada is ill",
        "planned": f"{application.c_number}:{mine.pk}:{before.pk}",
    }

    response = client.post(f"{MOVE}?{numbers(application)}", typed, follow=True)

    application.refresh_from_db()
    assert "was given to Cy Quick in the meantime" in main(response)
    assert application.approver == theirs


@pytest.mark.parametrize(
    "planned",
    ["x", "C-1:2:3", "{c}:999999:{had}", "{c}:-1:{had}", "{c}:{torn}:{had}", "{c}:²:{had}"],
)
def test_forged_plans_move_nothing(client, planned):
    before, torn = builders.approver(), builders.approver()
    application = case(approver=before)
    builders.member(application.provider, "CET_AUTHOR", user=torn)
    line = planned.format(c=application.c_number, torn=torn.pk, had=before.pk)
    typed = {"to": "portal", "reason": "Because", "planned": line}

    response = client.post(f"{MOVE}?{numbers(application)}", typed)

    application.refresh_from_db()
    assert response.status_code == 302
    assert application.approver == before


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"to": "", "reason": "x"}, "Choose an approver, or let MyCET choose"),
        ({"to": "nobody", "reason": "x"}, "Choose one of the approvers of this list"),
        ({"to": "portal", "reason": ""}, "Say why they go to somebody else"),
        ({"to": "portal", "reason": "x" * 10_000}, "use 1000 characters or fewer"),
    ],
)
def test_wrong_choices_get_a_sentence_and_keep_what_was_typed(client, typed, sentence):
    application = case()

    response = client.post(f"{MOVE}?{numbers(application)}", typed)

    assert sentence in main(response)
    assert typed["reason"] in main(response)


def test_a_decided_case_cannot_be_ticked(client):
    response = client.get(f"{MOVE}?{numbers(builders.application_at('APPROVED'))}", follow=True)

    assert "Tick at least one case" in main(response)


def test_these_pages_are_for_staff():
    for user in (builders.approver(), builders.provider_with()[1], builders.registrant().user):
        for address in (LIST, MOVE, "/overview/without-approver/", "/overview/approvers/"):
            assert builders.client_for(user).get(address).status_code == 403
