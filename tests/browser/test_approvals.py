"""What people do about an application, in a browser: from draft to decision, appeal, re-approval.

The worker is real; time passes by the deadline rehearsal. axe looks at each page on the way.
"""

from datetime import timedelta

import pytest

from approvals.models import CetApplication
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from providers import services as provider_services
from tests.browser.person import Person
from tests.browser.writing import submits, writes_an_application
from tests.builders import (
    BEGUN,
    PASSWORD,
    application_at,
    approver,
    draft,
    provider_with,
    staff,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def priya(person) -> Person:
    """A provider's system administrator."""
    someone = person("Priya")
    someone.provider, account = provider_with(name="Northgate Optical Education")
    someone.signs_in(account.email, PASSWORD)
    return someone


@pytest.fixture
def helen(person) -> Person:
    """An approver, and an optometrist."""
    someone = person("Helen")
    someone.account = approver("Helen Ashdown")
    someone.signs_in(someone.account.email, PASSWORD)
    return someone


@pytest.fixture
def daniel(person) -> Person:
    """GOC staff."""
    someone = person("Daniel")
    someone.signs_in(staff(name="Daniel Osei").email, PASSWORD)
    return someone


def judges_all_as_met_and_approves(helen: Person, c_number: str) -> None:
    helen.opens(f"/queue/{c_number}/")
    helen.presses("Judge the rest as met and decide")
    helen.presses("Continue")
    helen.sees("What will happen")
    helen.presses("Approve")
    helen.sees("Approved")


def test_a_good_application_from_the_first_line_to_approval(helen, priya):
    c_number = writes_an_application(priya)
    priya.opens(f"/applications/{c_number}/")
    priya.sees("Completed")
    submits(priya, c_number)
    priya.sees("An approver has the application and the clock")

    helen.opens("/queue/")
    helen.follows(c_number)
    judges_all_as_met_and_approves(helen, c_number)

    priya.opens(f"/applications/{c_number}/")
    priya.sees("You can promote the CET and plan sessions with it")
    priya.sees_not("Helen Ashdown")
    priya.opens("/account/messages/")
    priya.sees(f"{c_number}: Approved")


def test_what_stands_against_submitting_is_said_with_its_rule_and_a_way_there(priya):
    application = draft(provider=priya.provider, duration_minutes=45, points_total=9)

    priya.opens(f"/applications/{application.c_number}/check/")

    priya.sees("CET takes at least one hour")
    assert priya.page.get_by_role("button", name="Declare and submit").count() == 0
    priya.page.get_by_role("link", name="CET takes at least one hour").first.click()
    priya.page.wait_for_url("**/section/about/**")
    priya.types("How long does it take?", "60")
    priya.saves()
    priya.opens(f"/applications/{application.c_number}/check/")
    priya.presses("Declare and submit")
    assert CetApplication.objects.get().round == 1


def test_questions_are_answered_and_only_their_sections_change(helen, priya):
    application = application_at("IN_REVIEW", provider=priya.provider, approver=helen.account)
    c_number = application.c_number

    helen.opens(f"/queue/{c_number}/")
    helen.follows("Ask for information")
    helen.page.get_by_label("Which section is it about?").nth(0).select_option(
        label="Practice and patient care"
    )
    helen.page.get_by_label("What do you need to know?").nth(0).fill("Which guidance?")
    helen.presses("Send to the provider")
    helen.sees("Information requested")

    priya.opens("/account/messages/")
    priya.sees(f"{c_number}: information requested")
    priya.opens(f"/applications/{c_number}/")
    priya.follows("Answer the questions")
    priya.types("Your answer", "The guidance of this year, now named.")
    priya.presses("Save, and change “Practice and patient care”")
    priya.types("How is the CET linked to current practice?", "The College's guidance of 2026.")
    priya.saves()
    priya.opens(f"/applications/{c_number}/answer/")
    priya.presses("Send the answers")
    priya.sees("In review")
    priya.opens(f"/applications/{c_number}/section/about/")
    priya.sees("can no longer be changed")

    helen.opens(f"/queue/{c_number}/")
    helen.sees("3 working days left")
    helen.sees("The guidance of this year, now named.")
    helen.sees("The College's guidance of 2026.")
    helen.sees("what changed since the round before is marked")
    judges_all_as_met_and_approves(helen, c_number)


def test_no_answer_in_time_and_the_portal_rejects_by_itself(priya, daniel):
    application = application_at("INFORMATION_REQUESTED", provider=priya.provider)
    priya.opens(f"/applications/{application.c_number}/")
    priya.sees("10 working days left")

    daniel.opens("/rehearsal/")
    daniel.types("Number of days", "16")
    daniel.presses("Move forward by days")
    daniel.waits_for("What fired")

    daniel.sees(application.c_number)
    priya.opens(f"/applications/{application.c_number}/")
    priya.sees("Rejected")
    priya.sees("No response to the request for information within 10 working days.")
    priya.opens("/account/messages/")
    priya.sees(f"{application.c_number} was rejected: no answer in time")
    priya.opens(f"/applications/{application.c_number}/")
    priya.sees("Appeal until")


def test_an_appeal_is_upheld_by_somebody_else(person, priya):
    first = approver("Marcus Oyelaran")
    application = application_at("REJECTED", provider=priya.provider, approver=first)
    c_number = application.c_number
    helen = person("Helen")
    account = approver("Helen Ashdown")
    helen.signs_in(account.email, PASSWORD)

    priya.opens(f"/applications/{c_number}/")
    priya.sees("Objectives measurable")
    priya.sees("Write each objective as something that people can do")
    priya.follows("Appeal")
    priya.page.get_by_role("textbox").first.fill("They can be assessed: see the case records.")
    priya.presses("Continue")
    priya.presses("Appeal")
    priya.sees("Under appeal")

    helen.opens("/queue/")
    helen.follows(c_number)
    helen.sees("They can be assessed: see the case records.")
    helen.presses("Judge the rest as met and decide")
    helen.presses("Continue")
    helen.presses("Uphold the appeal")

    priya.opens(f"/applications/{c_number}/")
    priya.sees("You can promote the CET and plan sessions with it")
    marcus = person("Marcus")
    marcus.signs_in(first.email, PASSWORD)
    marcus.page.goto(f"/queue/{c_number}/decide/")
    marcus.sees_not("Uphold the appeal")


def test_the_fast_track_starts_when_the_payment_is_recorded(helen, priya, daniel):
    application = draft(provider=priya.provider, fast_track=True)
    c_number = application.c_number
    priya.opens(f"/applications/{c_number}/section/speed/")
    priya.sees("295")
    submits(priya, c_number)
    priya.sees("10 working days left")

    daniel.opens("/overview/fees/")
    daniel.follows("INV-10001")
    daniel.follows("Record the payment")
    daniel.types_day("Day of the payment", clock.today())
    daniel.page.get_by_label("Reference").first.fill("BACS 4711")
    daniel.presses("Record the payment")
    daniel.sees("Paid")

    priya.opens(f"/applications/{c_number}/")
    priya.sees("3 working days left")
    helen.opens("/account/messages/")
    helen.sees("the fast track has started")


def test_expired_cet_is_re_approved_in_bulk(priya):
    ago = clock.now() - timedelta(days=365 * 3) - BEGUN
    provider_services.grant_listing(
        provider=priya.provider, start=clock.london_date(ago), actor=CLOCK, at=ago
    )
    old = [
        application_at("EXPIRED", provider=priya.provider, at=ago, title=f"Old CET {number}")
        for number in (1, 2, 3)
    ]

    priya.opens("/applications/expired/")
    priya.picks(old[0].c_number)
    priya.picks(old[2].c_number)
    priya.presses("Re-approve those ticked")
    priya.sees("2 drafts are made")
    priya.presses("Make the drafts")

    drafts = CetApplication.objects.filter(status="DRAFT").order_by("pk")
    assert [each.copied_from for each in drafts] == [old[0], old[2]]
    priya.opens(f"/applications/{drafts[0].c_number}/")
    priya.sees(old[0].c_number)
    priya.opens("/applications/expired/")
    priya.sees("On their way already")
