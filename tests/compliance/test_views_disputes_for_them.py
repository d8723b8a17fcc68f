"""Pages on which staff lodge a dispute for somebody, and where it says so."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.accounts.roles import Role
from compliance import services
from compliance.models import CycleDispute
from tests import builders
from tests.compliance.cases import JANUARY, cycle, own
from tests.compliance.for_them import lodged_for, of, seen, wrote
from tests.compliance.test_disputes_on_behalf import LETTER
from tests.core.sent_files import PDF
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db


@pytest.fixture
def marsh(time_machine):
    builders.reference()
    time_machine.move_to(JANUARY, tick=False)
    return builders.registrant(surname="Marsh", account=False)


@pytest.fixture
def dan():
    return builders.staff()


def test_pages_from_the_letter_to_the_determination(marsh, dan):
    desk, on = builders.client_for(dan), wrote(marsh, dan)
    base = f"/register/requests/{on.pk}/"
    assert f"{base}disputes/" in seen(desk, base)
    assert "Dispute the record of 2025-2027 on their behalf" in seen(desk, f"{base}disputes/")
    form = seen(desk, f"{base}disputes/new/?cycle=2025-2027")
    for words in (
        "I am in hospital.",
        "Wednesday 2 February 2028",
        "Tuesday 15 February 2028",
        "does not determine it",
        "when it is determined a letter for the post is written, and you are mailed",
    ):
        assert words in form
    new = f"{base}disputes/new/?cycle=2025-2027"
    assert "Say what is wrong with the record" in seen(desk, new, {"words": ""})
    wrong = {"words": "<b>EV-1.</b>", "file": SimpleUploadedFile("letter.pdf", b"MZ\x90\x00\x03")}
    refused = seen(desk, new, wrong)
    assert "There is a problem" in refused
    assert "&lt;b&gt;EV-1.&lt;/b&gt;" in refused
    right = {"words": "EV-1 is missing.", "file": SimpleUploadedFile("letter.pdf", PDF)}
    shown = seen(desk, new, right)
    dispute = CycleDispute.objects.get()
    assert "The dispute is lodged on their behalf." in shown
    assert LETTER in shown
    assert "letter.pdf" in shown

    one = f"{base}disputes/{dispute.pk}/"
    for typed, words in (
        ({}, "Choose what they want done"),
        ({"act": "ADD"}, "Choose the document"),
        ({"act": "SEND", "file": SimpleUploadedFile("b.pdf", PDF)}, "and then do this"),
    ):
        assert words in seen(desk, one, typed)
    seen(desk, one, {"act": "ADD", "file": SimpleUploadedFile("b.pdf", PDF)})
    assert "With the registrar" in seen(desk, one, {"act": "SEND"})

    ruth = builders.client_for(builders.staff(Role.CET_MANAGER))
    for address in (f"/disputes/{dispute.pk}/", f"/disputes/{dispute.pk}/determine/"):
        page = seen(ruth, address)
        assert LETTER in page
        assert f"Recorded by {dan}" in page
    typed = {"decision": "dismiss", "reason": "The list says so."}
    checked = seen(ruth, f"/disputes/{dispute.pk}/determine/", typed)
    assert "no message reaches them: a letter for the post is written" in seen(
        ruth, f"/disputes/{dispute.pk}/determine/"
    )
    assert LETTER in checked
    done = seen(ruth, f"/disputes/{dispute.pk}/determine/", {**typed, "sure": "yes"})
    assert "The registrant has no account: a letter for the post is written." in done
    determined = seen(desk, one)
    assert "The list says so." in determined
    assert "Letters for the post" in determined
    assert "Do this for them" not in determined


def test_the_list_names_who_recorded_it(marsh, dan, django_assert_num_queries):
    desk = builders.client_for(builders.staff())
    lodged_for(marsh, dan)
    page = seen(desk, "/disputes/")
    assert f"For them, by letter: recorded by {dan}" in page
    fell = builders.registrant(surname="Fell")
    services.lodge(period=cycle(), words="x", actor=own(fell), at=JANUARY)
    assert seen(desk, "/disputes/").count("For them, ") == 1


def test_the_manager_who_lodged_reads_that_another_determines(marsh):
    ruth = builders.staff(Role.CET_MANAGER)
    dispute = lodged_for(marsh, ruth)
    services.send(dispute=dispute, on=wrote(marsh, ruth), actor=of(ruth), at=JANUARY)
    client = builders.client_for(ruth)
    for address in (f"/disputes/{dispute.pk}/", f"/disputes/{dispute.pk}/determine/"):
        page = seen(client, address)
        assert "Another CET manager determines it" in page
        for gone in ("Determine the dispute", "Everything is there", "Withdraw the dispute"):
            assert gone not in page


def test_on_the_page_of_the_dispute_staff_read_and_do_nothing(marsh, dan):
    """What they do, they do on a letter or call."""
    dispute = lodged_for(marsh, dan)
    desk = builders.client_for(dan)
    page = seen(desk, f"/disputes/{dispute.pk}/")
    for gone in ("Everything is there", "Withdraw the dispute", 'type="file"'):
        assert gone not in page
    typed = {"file": SimpleUploadedFile("a.pdf", PDF)}
    assert "Record first what they asked for" in seen(desk, f"/disputes/{dispute.pk}/", typed)
    for act in ("send", "withdraw"):
        assert desk.post(f"/disputes/{dispute.pk}/{act}/").status_code == 403


def test_a_dispute_of_somebody_else_is_not_there(marsh, dan):
    dispute = lodged_for(marsh, dan)
    other = wrote(builders.registrant(), dan)
    desk = builders.client_for(dan)
    for path in (
        f"/register/requests/{other.pk}/disputes/{dispute.pk}/",
        "/register/requests/99999/disputes/",
        f"/register/requests/{other.pk}/disputes/new/?cycle=x",
    ):
        assert desk.get(path).status_code == 404


@pytest.mark.parametrize("path", ["", "new/?cycle=2025-2027", "{}/"])
def test_only_staff_open_these_pages(marsh, dan, path):
    dispute, on = lodged_for(marsh, dan), wrote(marsh, dan)
    address = f"/register/requests/{on.pk}/disputes/{path.format(dispute.pk)}"
    provider, admin = builders.provider_with()
    opens = {
        "staff": builders.client_for(builders.staff()).get(address).status_code,
        "manager": builders.client_for(builders.staff(Role.CET_MANAGER)).get(address).status_code,
        "registrant": builders.client_for(builders.registrant().user, "registrant")
        .get(address)
        .status_code,
        "provider": builders.client_for(admin).get(address).status_code,
        "approver": builders.client_for(builders.approver()).get(address).status_code,
    }
    assert opens == {
        "staff": 200, "manager": 200, "registrant": 403, "provider": 403, "approver": 403,
    }  # fmt: skip


def test_too_late_the_page_names_the_dates(marsh, dan, time_machine):
    time_machine.move_to(london(2028, 3, 2), tick=False)
    on = wrote(marsh, dan, date(2028, 3, 1), at=london(2028, 3, 2))
    desk = builders.client_for(dan)
    base = f"/register/requests/{on.pk}/disputes/"
    page = seen(desk, base)
    assert "no record could be disputed" in page
    assert "That of 2025-2027 from 1 January 2028 to 28 February 2028" in page
    assert "could be disputed until 28 February 2028" in seen(desk, f"{base}new/?cycle=2025-2027")


def test_a_second_tab_is_told_that_the_dispute_is_over(marsh, dan):
    on = wrote(marsh, dan)
    dispute = lodged_for(marsh, dan, on=on)
    services.withdraw(dispute=dispute, on=on, actor=of(dan), at=JANUARY)
    one = f"/register/requests/{on.pk}/disputes/{dispute.pk}/"

    typed = {"act": "ADD", "file": SimpleUploadedFile("b.pdf", PDF)}
    answer = seen(builders.client_for(dan), one, typed)

    assert "There is a problem" in answer
    assert not dispute.files.exists()


def test_after_the_last_day_a_letter_that_was_used_offers_no_other_dispute(
    marsh, dan, time_machine
):
    on = wrote(marsh, dan)
    dispute = lodged_for(marsh, dan, on=on)
    services.withdraw(dispute=dispute, on=on, actor=of(dan), at=JANUARY)
    desk, base = builders.client_for(dan), f"/register/requests/{on.pk}/disputes/"
    assert "Dispute the record of 2025-2027 on their behalf" in seen(desk, base)

    time_machine.move_to(london(2028, 6, 1), tick=False)

    assert "Dispute the record of 2025-2027 on their behalf" not in seen(desk, base)
    assert "Lodge the dispute for them" not in seen(desk, f"{base}new/?cycle=2025-2027")
