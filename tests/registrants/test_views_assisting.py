"""Pages of staff for people without internet, and of joining."""

from datetime import date

import pytest
import time_machine
from django.core import mail

from cet_portal.core import clock
from registrants.models import JoinRequest, Registrant
from tests import builders
from tests.registrants.building import WINTER, accept, offer
from tests.registrants.opening import ask, without_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    """A member of staff at work in November 2027."""
    with time_machine.travel(WINTER, tick=False):
        yield builders.client_for(builders.staff())


def page(answer):
    return answer.content.decode()


def recorded(desk, person, **changed):
    typed = {
        "way": "LETTER",
        "received_on_day": "3",
        "received_on_month": "11",
        "received_on_year": "2027",
        "words": "Please accept everything. <script>alert(1)</script>",
    }
    return desk.post(f"/register/people/{person.pk}/acts/", {**typed, **changed}, follow=True)


def test_a_letter_is_recorded_and_acted_on(desk):
    ada = builders.registrant("01-20001", account=False)
    first, second, third = (offer(ada, number) for number in (1, 2, 3))

    opened = recorded(desk, ada)
    address = opened.redirect_chain[-1][0]
    assert "Please accept everything. &lt;script&gt;" in page(opened)
    done = desk.post(address, {"lines": [first.pk], "act": "ACCEPT"}, follow=True)
    assert "Accepted by GOC staff on your letter of 3 November 2027" in page(done)
    desk.post(address, {"lines": [second.pk], "act": "NOT_ME"})
    missing = desk.post(address, {"lines": [third.pk], "act": "DATE"})
    assert "Write what is wrong, in their words" in page(missing)
    desk.post(address, {"lines": [third.pk], "act": "DATE", "message": "A day later."})

    statuses = dict(ada.points.values_list("pk", "status"))
    assert statuses == {first.pk: "ACCEPTED", second.pk: "DECLINED", third.pk: "QUERIED"}


def test_a_line_is_corrected(desk):
    ada = builders.registrant("01-20001", account=False)
    line = offer(ada, total=3)
    address = recorded(desk, ada).redirect_chain[-1][0]

    form = page(desk.get(f"{address}correct/{line.pk}/"))
    assert 'value="3"' in form
    day = {"event_date_day": 4, "event_date_month": 3, "event_date_year": 2027}
    wrong = desk.post(f"{address}correct/{line.pk}/", {"total": "x", "interactive": "0", **day})
    assert "There is a problem" in page(wrong)
    typed = {"total": "5", "interactive": "0", **day}
    old = {**typed, "event_date_year": 1985}
    assert "no CET scheme" in page(desk.post(f"{address}correct/{line.pk}/", old))
    checked = page(desk.post(f"{address}correct/{line.pk}/", typed))
    assert "3 points (1 interactive), 4 March 2027" in checked
    assert "5 points (0 interactive), 4 March 2027" in checked
    assert "Pending" in checked
    assert ada.points.get().total == 3
    changed = page(desk.post(f"{address}correct/{line.pk}/", {**typed, "change": "yes"}))
    assert 'value="5"' in changed
    desk.post(f"{address}correct/{line.pk}/", {**typed, "sure": "yes"})

    assert ada.points.get(status="PENDING").total == 5


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({"way": ""}, "Choose how they asked"),
        ({"words": " "}, "Write what they asked for"),
        ({"received_on_year": "2028"}, "must be today or in the past"),
        ({"received_on_year": "1900"}, "must be after 30 June 2005, when CET began"),
        ({"received_on_day": "31"}, "must be a real date"),
    ],
)
def test_a_request_that_is_not_complete_is_not_kept(desk, changed, sentence):
    ada = builders.registrant("01-20001", account=False)

    assert sentence in page(recorded(desk, ada, **changed))
    assert not ada.assisted.exists()


def test_staff_join_two_records(desk):
    reference = without_number(at=WINTER)
    ada = builders.registrant("01-20001", account=False, at=WINTER)
    accept(offer(reference, 1))
    listed = page(desk.get("/register/accounts/"))
    assert "U-10001" in listed
    asked = page(desk.get(f"/register/people/{reference.pk}/join/"))
    assert "Ada Marsh" in asked
    unknown = desk.post(f"/register/people/{reference.pk}/join/", {"number": "01-29999"})
    assert "There is no other record with this number" in page(unknown)
    chosen = desk.post(f"/register/people/{reference.pk}/join/", {"number": "0120001"})
    assert chosen["Location"] == f"/register/people/{ada.pk}/join/{reference.pk}/"
    assert "It cannot be undone" in page(desk.get(chosen["Location"]))
    assert "Say how you know it" in page(desk.post(chosen["Location"], {"reason": ""}))

    done = desk.post(chosen["Location"], {"reason": "Copy of passport seen."}, follow=True)

    assert "The two are one now." in page(done)
    assert ada.points.count() == 1
    again = desk.post(chosen["Location"], {"reason": "Once more."})
    assert "joined already" in page(again)


def test_the_person_joins_by_number(client):
    reference = without_number()
    ada = builders.registrant("01-20001", account=False)
    own = builders.client_for(reference.user, "registrant")
    assert "Add my registration number" in page(own.get("/statement/profile/"))
    born = {"date_of_birth_day": "17", "date_of_birth_month": "5", "date_of_birth_year": "1980"}
    typed = {"number": "0120001", **born}
    wrong = own.post("/statement/profile/join/", {**typed, "date_of_birth_day": "18"})
    assert "not the date of birth that you gave" in page(wrong)

    done = own.post("/statement/profile/join/", typed, follow=True)

    assert "Your points belong to your registration number now." in page(done)
    assert "01-20001" in page(done)
    assert "U-10001" in page(done)
    assert own.get("/statement/").status_code == 200
    assert Registrant.objects.get(pk=ada.pk).user == reference.user


def test_a_number_under_another_name_goes_to_staff_who_look_at_both():
    reference = without_number()
    ada = builders.registrant("01-20001", "Field", account=False)
    own = builders.client_for(reference.user, "registrant")
    born = {"date_of_birth_day": "17", "date_of_birth_month": "5", "date_of_birth_year": "1980"}

    asked = own.post("/statement/profile/join/", {"number": "0120001", **born}, follow=True)

    assert "GOC staff look at it" in page(asked)
    desk = builders.client_for(builders.staff())
    assert "asks to be 01-20001" in page(desk.get("/register/accounts/"))
    [request] = JoinRequest.objects.all()
    address = f"/register/join-requests/{request.pk}/"
    shown = page(desk.get(address))
    assert "Surname: Marsh and Field" in shown
    assert "Say why" in page(desk.post(address, {"reason": ""}))
    check = f"/register/people/{ada.pk}/join/{reference.pk}/"
    assert check in shown
    untold = desk.post(check, {"reason": "Marriage certificate seen."})
    assert "Tick that the other surname is right" in page(untold)
    done = desk.post(check, {"reason": "Marriage certificate seen.", "SURNAME": "on"}, follow=True)
    assert "The two are one now." in page(done)
    assert "asks to be" not in page(desk.get("/register/accounts/"))


def test_staff_refuse_a_request_to_join():
    reference = without_number()
    builders.registrant("01-20001", "Field", account=False)
    own = builders.client_for(reference.user, "registrant")
    born = {"date_of_birth_day": "17", "date_of_birth_month": "5", "date_of_birth_year": "1980"}
    own.post("/statement/profile/join/", {"number": "0120001", **born})
    desk = builders.client_for(builders.staff())
    [request] = JoinRequest.objects.all()

    done = desk.post(
        f"/register/join-requests/{request.pk}/", {"reason": "Somebody else."}, follow=True
    )

    assert "The person is told" in page(done)
    reference.refresh_from_db()
    assert reference.joined_to is None


def test_staff_are_warned_of_what_differs(desk):
    reference = without_number(at=WINTER, born=date(1999, 6, 21), surname="Cadwaladr")
    ada = builders.registrant("01-20001", account=False, at=WINTER)
    address = f"/register/people/{ada.pk}/join/{reference.pk}/"
    shown = page(desk.get(address))
    assert "Date of birth: 21 June 1999 and 17 May 1980" in shown

    refused = page(desk.post(address, {"reason": "A letter.", "SURNAME": "on"}))
    assert "Tick that the other date of birth is right" in refused
    assert "A letter." in refused
    desk.post(address, {"reason": "A letter.", "SURNAME": "on", "BIRTHDAY": "on"})

    reference.refresh_from_db()
    assert reference.joined_to == ada


def test_staff_see_who_has_two_accounts():
    reference = without_number()
    ada = builders.registrant("01-20001")
    desk = builders.client_for(builders.staff())

    for address in ("/register/accounts/", f"/register/people/{reference.pk}/"):
        shown = page(desk.get(address))
        assert "same name and birthday as 01-20001" in shown
        assert f"/register/people/{ada.pk}/join/{reference.pk}/" in shown
    assert "same name and birthday as U-10001" in page(desk.get(f"/register/people/{ada.pk}/"))


def test_people_without_a_number_come_in_pages(desk):
    for number in range(27):
        without_number(f"ada{number}@example.org", surname=f"Marsh{number}")

    first, second = (page(desk.get("/register/accounts/", {"page": each})) for each in (1, 2))

    assert "27 people collect points" in first
    assert first.count("Marsh") == 25
    assert second.count("Marsh") == 2


def test_staff_see_a_closed_number():
    desk = builders.client_for(builders.staff())
    ada = builders.registrant("01-20001", account=False)
    for number in range(10):
        ask("01-20001", born=clock.today(), email=f"guess{number}@example.org")
    mail.outbox.clear()

    assert "01-20001" in page(desk.get("/register/accounts/"))
    assert "ten wrong dates of birth" in page(desk.get(f"/register/people/{ada.pk}/acts/"))


def test_others_stay_outside():
    ada = builders.registrant("01-20001")
    own = builders.client_for(ada.user, "registrant")

    for address in ("accounts/", f"people/{ada.pk}/acts/", f"people/{ada.pk}/join/"):
        assert own.get(f"/register/{address}").status_code == 403
    desk = builders.client_for(builders.staff())
    assert desk.get("/register/people/999999/acts/").status_code == 404
    assert desk.get("/register/requests/999999/").status_code == 404


def test_the_persons_own_statement_says_who_accepted_and_why(desk):
    ada = builders.registrant("01-20001", at=WINTER)
    line = offer(ada)
    address = recorded(desk, ada).redirect_chain[-1][0]
    desk.post(address, {"lines": [line.pk], "act": "ACCEPT"})

    own = builders.client_for(ada.user, "registrant")

    words = "Accepted by GOC staff on your letter of 3 November 2027"
    assert words in page(own.get("/statement/"))
