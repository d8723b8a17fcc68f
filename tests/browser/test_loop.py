"""The ten steps of the CET process, by the four people who do them, in a browser.

One story: Priya writes and delivers CET, Helen decides, Aoife completes it, Daniel watches over
the deadlines and the cycle. The worker is real; time passes by the deadline rehearsal. axe looks
at each page on the way (WCAG 2.2 AA).
"""

from datetime import timedelta

import pytest

from cet_portal.core import clock
from cet_portal.core.models import OutboxMessage
from sessions_events.models import Event, Session
from tests.browser.person import Person
from tests.browser.writing import submits, writes_an_application
from tests.builders import PASSWORD, approver, provider_with, registrant, staff

pytestmark = pytest.mark.browser

TITLE = "Dry eye in practice"
QUESTION = "Which guidance on tear film assessment do you follow?"
ANSWER = "The College's guidance of this year, listed on slide 4."


@pytest.fixture
def cast(person):
    """Four people, signed in, each in their own browser; Aoife on a phone."""
    _provider, priya_account = provider_with(name="Northgate Optical Education")
    aoife_account = registrant("01-20104", "O'Donnell", forenames="Aoife").user
    accounts = {
        "Priya": priya_account,
        "Helen": approver("Helen Ashdown"),
        "Aoife": aoife_account,
        "Daniel": staff(name="Daniel Osei"),
    }
    people = {name: person(name, phone=name == "Aoife") for name in accounts}
    for name, account in accounts.items():
        people[name].signs_in(account.email, PASSWORD)
    return people


def test_the_loop(cast):
    priya, helen, aoife, daniel = (cast[name] for name in ("Priya", "Helen", "Aoife", "Daniel"))

    # 1 and 2
    c_number = provider_drafts_and_submits(priya)
    approver_asks(helen, c_number)
    provider_answers(priya, c_number)
    approver_approves(helen, c_number)
    # 3
    everybody_finds_it_in_the_directory(aoife, c_number)
    # 4
    ev_number = provider_plans_a_session_with_the_event(priya)
    the_day_after_the_event_comes(daniel)
    provider_issues_a_certificate(priya, ev_number)
    # 5 and 6
    provider_declares(priya, ev_number)
    provider_uploads(priya, ev_number)
    # 7 and 8
    registrant_accepts(aoife, c_number)
    registrant_rates(aoife)
    # 9
    provider_reads_the_rating(priya, c_number)
    # 10
    staff_read_the_report(daniel)

    every_message_went_out()


def provider_drafts_and_submits(priya: Person) -> str:
    c_number = writes_an_application(priya, title=TITLE)
    priya.opens(f"/applications/{c_number}/check/")
    priya.sees("Tell apart the two main kinds of dry eye")
    submits(priya, c_number)
    priya.sees("An approver has the application and the clock")
    return c_number


def approver_asks(helen: Person, c_number: str) -> None:
    helen.opens("/queue/")
    helen.follows(c_number)
    helen.follows("Ask for information")
    helen.page.get_by_label("Which section is it about?").first.select_option(
        label="Practice and patient care"
    )
    helen.page.get_by_label("What do you need to know?").first.fill(QUESTION)
    helen.presses("Send to the provider")
    helen.sees("Information requested")


def provider_answers(priya: Person, c_number: str) -> None:
    priya.opens("/account/messages/")
    priya.sees(f"{c_number}: information requested")
    priya.opens(f"/applications/{c_number}/")
    priya.sees(QUESTION)
    priya.follows("Answer the questions")
    priya.types("Your answer", ANSWER)
    priya.presses("Send the answers")
    priya.sees("In review")


def approver_approves(helen: Person, c_number: str) -> None:
    helen.opens(f"/queue/{c_number}/")
    helen.sees(ANSWER)
    helen.sees("3 working days left")
    helen.presses("Judge the rest as met and decide")
    helen.presses("Continue")
    helen.presses("Approve")
    helen.sees("Approved")


def everybody_finds_it_in_the_directory(aoife: Person, c_number: str) -> None:
    aoife.opens("/directory/?text=dry+eye")
    aoife.follows(TITLE)
    aoife.sees(c_number)
    aoife.sees("O6")


def provider_plans_a_session_with_the_event(priya: Person) -> str:
    tomorrow = clock.today() + timedelta(days=1)
    priya.opens("/sessions/new/")
    priya.types("Name", "Leeds evening")
    priya.picks("At a venue")
    priya.types("Venue", "Town Hall")
    priya.types("Town or city", "Leeds")
    priya.types_day("First day", tomorrow)
    priya.types_day("Last day", tomorrow)
    priya.saves()
    s_number = Session.objects.get().s_number
    priya.sees(s_number)

    priya.opens(f"/sessions/{s_number}/add/")
    priya.types_day("Day", tomorrow)
    priya.types("Start", "6:30pm")
    priya.types("End", "8:30pm")
    priya.saves()
    ev_number = Event.objects.get().ev_number
    priya.sees(ev_number)
    return ev_number


def the_day_after_the_event_comes(daniel: Person) -> None:
    daniel.opens("/rehearsal/")
    daniel.types("Number of days", "2")
    daniel.presses("Move forward by days")
    daniel.waits_for("What fired")


def provider_issues_a_certificate(priya: Person, ev_number: str) -> None:
    priya.opens(f"/events/{ev_number}/certificates/")
    priya.types("GOC number", "0120104")
    priya.types("Surname", "O’Donnell")
    priya.page.get_by_role("button", name="Issue the certificate").click()
    priya.page.wait_for_url("**/certificates/*.pdf")
    certificate = priya.page.request.get(priya.page.url)
    assert certificate.headers["content-type"] == "application/pdf"
    assert certificate.body().startswith(b"%PDF-")


def provider_declares(priya: Person, ev_number: str) -> None:
    priya.opens(f"/events/{ev_number}/upload/")
    priya.sees("You cannot upload yet")
    priya.opens(f"/events/{ev_number}/declare/")
    priya.picks_in("Was the CET delivered as it was approved?", "Yes")
    priya.types("How did it go?", "Well: a full room.")
    priya.types("How did you check that people attended for the full time?", "Signed in and out.")
    priya.types("How was it shown that people met the learning objectives?", "Case records.")
    priya.types("Summary of the discussion", "Steroids, and when to refer.")
    priya.picks_in("Have certificates been given to those who completed it?", "Yes")
    priya.types("How many people attended?", "3")
    priya.types("How many of them completed the CET?", "2")
    priya.presses("Check your answers")
    priya.presses("Declare")
    priya.sees("Upload the people who completed the CET")


def provider_uploads(priya: Person, ev_number: str) -> None:
    priya.opens(f"/events/{ev_number}/upload/")
    priya.chooses_file(
        "File",
        "list.csv",
        "\ufeffSurname;GOC number\r\nODonnell;0120104\r\nNobody;01-99999\r\n".encode("utf-16-le"),
    )
    priya.presses("Read the file")
    priya.sees("This number is not on the register")
    priya.presses("Take the 1 ready row")
    priya.sees("1 row is taken")


def registrant_accepts(aoife: Person, c_number: str) -> None:
    aoife.opens("/statement/")
    aoife.sees(c_number)
    aoife.sees("2 points are waiting for you")
    aoife.presses("Accept all 2 points")
    aoife.sees("No points are waiting for you")
    aoife.sees("Accepted")


def registrant_rates(aoife: Person) -> None:
    aoife.follows("Rate this CET")
    aoife.picks("5, very good")
    aoife.types("Comment", "I will stage every dry eye from now on.")
    aoife.presses("Send the rating")
    aoife.sees("You rated it 5 of 5")


def provider_reads_the_rating(priya: Person, c_number: str) -> None:
    priya.opens("/ratings/")
    priya.follows(c_number)
    priya.sees("I will stage every dry eye from now on.")
    priya.sees_not("O'Donnell")


def staff_read_the_report(daniel: Person) -> None:
    daniel.opens("/cycles/everybody/")
    row = daniel.page.get_by_role("row").filter(has_text="01-20104")
    figures = [text for text in row.get_by_role("cell").all_inner_texts() if text.isdigit()]
    assert figures == ["36", "2", "34", "0"]  # required, obtained, shortfall, pending
    assert "Not met" in row.inner_text()


def every_message_went_out() -> None:
    """The worker mailed what the services wrote, once each; nobody is told what they did."""
    told = list(OutboxMessage.objects.order_by("pk").values_list("kind", flat=True))
    assert told == [
        "application_assigned",
        "information_requested",
        "information_answered",
        "application_decided",
    ]
    assert not OutboxMessage.objects.filter(sent_at__isnull=True).exists()
