"""GOC staff manage one application: its approver, its clock, its approval."""

from datetime import timedelta

import pytest

from approvals import services
from approvals.models import CetApplication
from cet_portal.accounts.models import User
from cet_portal.core import clock
from cet_portal.core.models import OutboxMessage
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return builders.client_for(builders.staff("CET_MANAGER"))


def page_of(application, name=""):
    return f"/overview/applications/{application.c_number}/{name}"


def main(response):
    return response.content.decode().split("<main")[1].split("</main>")[0]


def problems(response):
    """What the error summary says."""
    text = main(response)
    return text.split("govuk-error-summary__list")[1].split("</ul>")[0] if "summary" in text else ""


@pytest.mark.parametrize(
    "status, offered",
    [
        ("SUBMITTED", {"Choose an approver", "Extend the clock"}),
        ("IN_REVIEW", {"Give it to another approver", "Extend the clock"}),
        ("INFORMATION_REQUESTED", {"Give it to another approver", "Extend the clock"}),
        ("UNDER_APPEAL", {"Choose an approver", "Extend the clock"}),
        ("REJECTED", {"Extend the clock"}),
        ("APPROVED", {"Withdraw the approval"}),
        ("EXPIRED", set()),
        ("WITHDRAWN", set()),
    ],
)
def test_the_page_offers_what_can_be_done_now(client, status, offered):
    every = {
        "Choose an approver",
        "Give it to another approver",
        "Extend the clock",
        "Withdraw the approval",
    }
    text = main(client.get(page_of(builders.application_at(status))))

    assert {words for words in every if f">{words}</a>" in text} == offered


def test_the_page_shows_notes_and_who_has_had_it(client):
    first = builders.approver("Bo Lund")
    application = builders.application_at("IN_REVIEW", approver=first)
    actor = builders.actor_of(first)
    words = {"application": application, "actor": actor, "at": clock.now()}
    services.add_note(text="The figures look old.", **words)
    services.hand_back(reason="A friend wrote it", **words)

    text = main(client.get(page_of(application)))

    assert "The figures look old." in text
    assert "Bo Lund: handed back" in text
    assert "A friend wrote it" in text


def test_the_list_of_approvers_says_load_profession_absence_and_conflict(client):
    application = builders.application_at("SUBMITTED")
    free, away, torn = (builders.approver(name) for name in ("Ada Free", "Bo Away", "Cy Torn"))
    builders.approver("Di Other", profession="DISPENSING_OPTICIAN")
    builders.application_at("IN_REVIEW", approver=free)
    today = clock.today()
    services.add_absence(
        approver=away, first_day=today, last_day=today, actor=builders.MANAGER, at=clock.now()
    )
    builders.member(application.provider, "CET_AUTHOR", user=torn)

    text = main(client.get(page_of(application, "approver/")))

    assert "Ada Free, optometrist, 1 open case" in text
    assert "MyCET would choose them" in text
    assert "Away on" in text
    assert "Their profession is none of its audiences." in text
    assert "Cy Torn: Belongs to this provider." in text
    assert f'value="{torn.pk}"' not in text


def test_who_has_it_now_is_not_among_those_who_cannot(client):
    application = builders.application_at("IN_REVIEW")

    text = main(client.get(page_of(application, "approver/")))

    assert "Has it now" not in text


def test_nobody_can_have_it_and_the_page_says_so(client):
    text = main(client.get(page_of(builders.application_at("SUBMITTED"), "approver/")))

    assert "Approvers who can have it appear here." in text


def test_an_approver_is_chosen_for_what_nobody_has(client):
    application = builders.application_at("SUBMITTED")
    reviewer = builders.approver()

    response = client.post(page_of(application, "approver/"), {"to": reviewer.pk}, follow=True)

    application.refresh_from_db()
    assert (application.status, application.approver) == ("IN_REVIEW", reviewer)
    assert "who has been told" in main(response)


def test_a_case_goes_to_somebody_else_with_a_reason(client):
    before, after = builders.approver(), builders.approver()
    application = builders.application_at("IN_REVIEW", approver=before)
    typed = {"to": after.pk, "had": before.pk, "reason": ""}

    without = client.post(page_of(application, "approver/"), typed)
    client.post(page_of(application, "approver/"), typed | {"reason": "Too much to do"})

    application.refresh_from_db()
    assert "Say why it goes to somebody else" in problems(without)
    assert application.approver == after


def test_pressed_twice_it_is_given_once(client):
    before, after = builders.approver(), builders.approver()
    application = builders.application_at("IN_REVIEW", approver=before)
    typed = {"to": after.pk, "had": before.pk, "reason": "Too much to do"}
    client.post(page_of(application, "approver/"), typed)

    again = client.post(page_of(application, "approver/"), typed, follow=True)

    assert "has it already" in main(again)
    assert application.assignments.count() == 2


@pytest.mark.parametrize(
    "who, sentence",
    [
        ("torn", "cannot have it. Belongs to this provider."),
        ("before", "cannot have it. Has it now."),
        ("nobody", "Choose one of the approvers of this list"),
        ("stranger", "Choose one of the approvers of this list"),
        ("nonsense", "Choose one of the approvers of this list"),
        ("", "Choose an approver"),
    ],
)
def test_a_forged_choice_gets_a_sentence_and_keeps_what_was_typed(client, who, sentence):
    before, torn = builders.approver(), builders.approver()
    application = builders.application_at("IN_REVIEW", approver=before)
    builders.member(application.provider, "CET_AUTHOR", user=torn)
    builders.approver()
    keys = {"torn": torn.pk, "before": before.pk, "nobody": 0, "stranger": builders.person().pk}
    typed = {"to": keys.get(who, who), "had": before.pk, "reason": "Because I say so"}

    response = client.post(page_of(application, "approver/"), typed)

    application.refresh_from_db()
    assert sentence in problems(response)
    assert "Because I say so" in main(response)
    assert application.approver == before


def test_another_manager_was_quicker(client):
    before, quick, slow = (builders.approver(name) for name in ("Ada", "Bo Quick", "Cy"))
    application = builders.application_at("IN_REVIEW", approver=before)
    typed = {"to": slow.pk, "had": before.pk, "reason": "Too much to do"}
    services.reassign(
        application=application,
        approver=quick,
        reason="First",
        actor=builders.MANAGER,
        at=clock.now(),
    )

    response = client.post(page_of(application, "approver/"), typed)

    application.refresh_from_db()
    assert "was given to Bo Quick in the meantime" in problems(response)
    assert "Too much to do" in main(response)
    assert application.approver == quick


def test_a_decided_case_is_given_to_nobody(client):
    application = builders.application_at("APPROVED")
    reviewer = builders.approver()
    had = application.approver_id

    shown = client.get(page_of(application, "approver/"), follow=True)
    sent = client.post(
        page_of(application, "approver/"), {"to": reviewer.pk, "had": had, "reason": "x"}
    )

    assert "does not wait for an approver" in main(shown)
    assert "does not wait for an approver" in problems(sent)


def test_more_time_shows_the_sum_before_it_is_given(client):
    application = builders.application_at("IN_REVIEW")
    typed = {"days": "3", "reason": "The file could not be opened"}

    shown = client.post(page_of(application, "extend/"), typed)
    before = CetApplication.objects.get(pk=application.pk).due_on
    confirmed = typed | {"due_on": before.isoformat()}
    client.post(page_of(application, "extend/"), confirmed)

    application.refresh_from_db()
    text = main(shown)
    assert "Extended by 3 working days" in text
    assert "The file could not be opened" in text
    assert before < application.due_on
    assert application.deadline.total_working_days == 13
    assert OutboxMessage.objects.filter(kind="clock_extended").count() == 2


def test_more_time_pressed_twice_is_given_once(client):
    application = builders.application_at("IN_REVIEW")
    typed = {"days": "3", "reason": "Late file", "due_on": application.due_on.isoformat()}
    client.post(page_of(application, "extend/"), typed)

    again = client.post(page_of(application, "extend/"), typed)

    application.refresh_from_db()
    assert "The date has changed in the meantime" in problems(again)
    assert application.deadline.total_working_days == 13


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"days": "", "reason": "x"}, "Enter how many working days more"),
        ({"days": "0", "reason": "x"}, "Give at least one working day more"),
        ({"days": "-4", "reason": "x"}, "Give at least one working day more"),
        ({"days": "99999", "reason": "x"}, "Give 60 working days or fewer at once"),
        ({"days": "two", "reason": "x"}, "Enter the working days as a whole number"),
        ({"days": "3", "reason": "  "}, "Say why the clock gets more time"),
        ({"days": "3", "reason": "x" * 10_000}, "is too long: use 1000 characters or fewer"),
    ],
)
def test_wrong_extensions_get_a_sentence_and_keep_what_was_typed(client, typed, sentence):
    application = builders.application_at("IN_REVIEW")

    response = client.post(page_of(application, "extend/"), typed)

    assert sentence in problems(response)
    assert typed["reason"].strip() in main(response)
    assert not application.extensions.exists()


@pytest.mark.parametrize("status", ["APPROVED", "EXPIRED", "WITHDRAWN"])
def test_without_a_clock_there_is_nothing_to_extend(client, status):
    application = builders.application_at(status)

    response = client.get(page_of(application, "extend/"), follow=True)

    assert "No clock is running" in main(response)


def test_an_approval_is_withdrawn_after_its_consequences_were_shown(client):
    application = builders.application_at("APPROVED")
    address = page_of(application, "withdraw-approval/")

    shown = main(client.get(address))
    without = client.post(address, {"text": " "})
    done = client.post(address, {"text": "It is out of date."}, follow=True)

    application.refresh_from_db()
    assert "Events that are planned are stopped" in shown
    assert "The points that registrants have from it stay." in shown
    assert "Say why the approval is withdrawn" in problems(without)
    assert application.status == "APPROVAL_WITHDRAWN"
    assert "is withdrawn" in main(done)


def test_what_is_not_approved_cannot_be_withdrawn(client):
    application = builders.application_at("IN_REVIEW")

    response = client.post(page_of(application, "withdraw-approval/"), {"text": "Out of date"})

    assert "not possible any more" in problems(response)
    assert "Out of date" in main(response)


@pytest.mark.parametrize("name", ["approver/", "extend/", "withdraw-approval/"])
def test_only_staff_manage(name):
    reviewer = builders.approver()
    application = builders.application_at("IN_REVIEW", approver=reviewer)
    admin = builders.administrator_of(application.provider)

    for user in (reviewer, admin):
        assert builders.client_for(user).get(page_of(application, name)).status_code == 403


def test_a_draft_is_not_found(client):
    for name in ("approver/", "extend/", "withdraw-approval/"):
        assert client.get(page_of(builders.draft(), name)).status_code == 404


class TestHandingBack:
    """The approver's page for giving a case back."""

    def address(self, application):
        return f"/queue/{application.c_number}/hand-back/"

    def test_afterwards_it_is_out_of_sight_and_the_next_has_it(self):
        first = builders.approver()
        application = builders.application_at("IN_REVIEW", approver=first)
        second, client = builders.approver(), builders.client_for(first)

        shown = main(client.get(self.address(application)))
        done = client.post(self.address(application), {"text": "I know her"}, follow=True)

        application.refresh_from_db()
        assert "You do not see it any more." in shown
        assert "is handed back" in main(done)
        assert application.approver == second
        assert client.get(f"/queue/{application.c_number}/").status_code == 404
        assert client.post(self.address(application), {"text": "Again"}).url == "/queue/"

    @pytest.mark.parametrize(
        "text, sentence",
        [("", "Say why you hand it back"), ("x" * 10_000, "use 1000 characters or fewer")],
    )
    def test_the_reason_must_be_there_and_fit(self, text, sentence):
        first = builders.approver()
        application = builders.application_at("IN_REVIEW", approver=first)

        response = builders.client_for(first).post(self.address(application), {"text": text})

        application.refresh_from_db()
        assert sentence in problems(response)
        assert text in main(response)
        assert application.approver == first

    def test_while_the_provider_answers_it_stays(self):
        first = builders.approver()
        application = builders.application_at("INFORMATION_REQUESTED", approver=first)

        response = builders.client_for(first).get(self.address(application), follow=True)

        assert "Only an application that waits for your decision" in main(response)

    def test_a_foreign_or_conflicted_case_is_not_found(self):
        application = builders.application_at("IN_REVIEW")
        stranger, torn = builders.approver(), User.objects.get(pk=application.approver_id)
        builders.member(application.provider, "CET_AUTHOR", user=torn)

        for user in (stranger, torn):
            client = builders.client_for(user, "approver")
            assert client.get(self.address(application)).status_code == 404
            assert client.post(self.address(application), {"text": "x"}).status_code == 404


def test_an_approver_cannot_open_what_was_taken_away():
    before, after = builders.approver(), builders.approver()
    application = builders.application_at("IN_REVIEW", approver=before)
    services.reassign(
        application=application,
        approver=after,
        reason="Balance",
        actor=builders.MANAGER,
        at=clock.now() + timedelta(minutes=1),
    )

    client = builders.client_for(before)
    assert client.get(f"/queue/{application.c_number}/").status_code == 404
