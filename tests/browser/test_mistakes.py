"""What goes wrong in a browser: nothing typed is lost, and each gets a sentence."""

import pytest
from playwright.sync_api import expect

from approvals.models import CetApplication
from cet_portal.core.models import StatusChange
from tests.browser.person import Person
from tests.builders import (
    PASSWORD,
    actor_of,
    administrator_of,
    application_at,
    approver,
    draft,
    member,
    provider_with,
    registrant,
)
from tests.delivered import event_held, uploaded

pytestmark = pytest.mark.browser

# A clone of a button has none of the listeners that scripts gave it.
FORGET_THE_SCRIPTS = (
    "document.querySelectorAll('button').forEach(each => each.replaceWith(each.cloneNode(true)))"
)


@pytest.fixture
def priya(person) -> Person:
    """A provider's system administrator, signed in."""
    someone = person("Priya")
    someone.provider, someone.account = provider_with()
    someone.signs_in(someone.account.email, PASSWORD)
    return someone


def test_a_session_that_ends_while_a_form_is_open_loses_no_word(priya):
    application = draft(provider=priya.provider)
    priya.opens(f"/applications/{application.c_number}/section/about/")
    priya.types("Summary", "Two hours of work went into this sentence.")
    priya.page.context.clear_cookies(name="sessionid")

    priya.page.get_by_role("button", name="Save and continue").click()
    priya.types("E-mail address", priya.account.email)
    priya.page.get_by_label("Password", exact=True).fill(PASSWORD)
    priya.presses("Sign in")

    priya.sees("Nothing of it has been saved yet")
    expect(priya.page.get_by_label("Summary")).to_have_value(
        "Two hours of work went into this sentence."
    )
    assert CetApplication.objects.get().version == application.version
    priya.saves()
    assert CetApplication.objects.get().summary == "Two hours of work went into this sentence."


def test_a_form_from_before_a_new_sign_in_loses_no_word(priya):
    application = draft(provider=priya.provider)
    priya.opens(f"/applications/{application.c_number}/section/about/")
    priya.types("Summary", "Typed before signing in again in another tab.")
    other_tab = priya.page.context.new_page()
    other_tab.goto("/accounts/logout/")
    other_tab.get_by_role("button", name="Sign out").first.click()
    other_tab.goto("/accounts/login/")
    other_tab.get_by_label("E-mail address").fill(priya.account.email)
    other_tab.get_by_label("Password", exact=True).fill(PASSWORD)
    other_tab.get_by_role("button", name="Sign in", exact=True).click()
    other_tab.wait_for_url("**/")

    priya.page.get_by_role("button", name="Save and continue").click()

    expect(priya.page.get_by_label("Summary")).to_have_value(
        "Typed before signing in again in another tab."
    )


def test_the_second_of_two_editors_is_told_and_sees_both_texts(priya, person):
    application = draft(provider=priya.provider)
    sunita = person("Sunita")
    account = member(priya.provider, "CET_AUTHOR")
    sunita.signs_in(account.email, PASSWORD)
    address = f"/applications/{application.c_number}/section/about/"
    priya.opens(address)
    sunita.opens(address)

    sunita.types("Summary", "Sunita's summary")
    sunita.saves()
    priya.types("Summary", "Priya's summary")
    priya.presses("Save and continue")

    priya.sees("Sunita's summary")
    expect(priya.page.get_by_label("Summary")).to_have_value("Priya's summary")
    priya.sees(str(account))
    assert CetApplication.objects.get().summary == "Sunita's summary"
    priya.presses("Save my version")
    assert CetApplication.objects.get().summary == "Priya's summary"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_double_click_on_submit_submits_once(priya, script):
    application = draft(provider=priya.provider)
    priya.opens(f"/applications/{application.c_number}/check/")
    if not script:
        priya.page.evaluate(FORGET_THE_SCRIPTS)

    priya.page.get_by_role("button", name="Declare and submit").dblclick()
    priya.page.wait_for_url(f"**/applications/{application.c_number}/**")

    priya.sees("Submitted")
    assert StatusChange.objects.filter(step="submit").count() == 1


def test_a_double_click_on_approve_approves_once(person, priya):
    helen, account = person("Helen"), approver()
    application = application_at("IN_REVIEW", provider=priya.provider, approver=account)
    helen.signs_in(account.email, PASSWORD)

    helen.opens(f"/queue/{application.c_number}/")
    helen.presses("Judge the rest as met and decide")
    helen.presses("Continue")
    helen.page.get_by_role("button", name="Approve", exact=True).dblclick()
    helen.page.wait_for_url(f"**/queue/{application.c_number}/")

    helen.sees("Approved")
    assert StatusChange.objects.filter(step="approve").count() == 1
    assert CetApplication.objects.get().approvals.count() == 1


def test_a_double_click_on_accept_accepts_once(person, priya):
    event = event_held(application_at("APPROVED", provider=priya.provider))
    someone = registrant()
    uploaded(event, [someone], actor=actor_of(administrator_of(priya.provider)))
    aoife = person("Aoife", phone=True)
    aoife.signs_in(someone.user.email, PASSWORD)

    aoife.opens("/statement/")
    aoife.page.get_by_role("button", name="Accept").first.dblclick()

    aoife.sees("No points are waiting for you")
    assert StatusChange.objects.filter(step="accept").count() == 1


def test_a_link_from_a_mail_can_be_opened_twice(priya):
    application = application_at("INFORMATION_REQUESTED", provider=priya.provider)

    for _time in range(2):
        priya.opens(f"/applications/{application.c_number}/")
        priya.sees("Which guidance do you follow?")


def test_a_renamed_picture_is_recognised(priya):
    event = event_held(application_at("APPROVED", provider=priya.provider))
    uploaded(event, [registrant()], actor=actor_of(administrator_of(priya.provider)))
    priya.opens(f"/events/{event.ev_number}/upload/")

    priya.chooses_file("File", "list.csv", b"\x89PNG\r\n\x1a\n" + bytes(2000))
    priya.presses("Read the file")

    priya.sees("There is a problem")
    priya.sees("PNG")


def test_nobody_sees_the_page_of_another_provider(priya):
    stranger = application_at("DRAFT")

    response = priya.page.goto(f"/applications/{stranger.c_number}/")

    assert response.status == 404
    priya.finds_no_barrier()
