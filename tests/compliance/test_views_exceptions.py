"""Pages of exceptions: asked for, with leave and evidence, decided."""

from datetime import date

import pytest

from cet_portal.accounts.roles import Role
from compliance.enums import Factor
from compliance.models import ExceptionRequest
from registrants import services as register_services
from tests import builders
from tests.compliance.cases import JANUARY, asked, file_named, leave_typed
from tests.core.sent_files import PDF
from tests.registrants.building import accept, offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db


def test_evidence_is_known_by_its_content(marsh, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    client = builders.client_for(marsh.user, "registrant")
    address = "/exceptions/new/?cycle=2025-2027"
    typed = {"ground": "ILLNESS", "words": "<b>I was ill.</b>"}

    refused = client.post(address, {**typed, "file": file_named("letter.pdf", b"MZ\x90\x00\x03")})
    assert not ExceptionRequest.objects.exists()
    page = refused.content.decode()
    assert "There is a problem" in page
    assert "&lt;b&gt;I was ill.&lt;/b&gt;" in page

    shown = client.post(address, {**typed, "file": file_named("letter.pdf", PDF)}, follow=True)
    assert "letter.pdf" in shown.content.decode()
    request = ExceptionRequest.objects.get()
    stored = f"/exceptions/{request.pk}/files/{request.files.get().pk}/"
    assert client.get(stored)["Content-Disposition"].startswith("attachment")
    strangers = (
        (builders.client_for(builders.registrant().user, "registrant"), 404),
        (builders.client_for(builders.staff(), "staff"), 403),
    )
    for stranger, status in strangers:
        for path in (f"/exceptions/{request.pk}/", stored):
            assert stranger.get(path).status_code == status


def test_hostile_leave_gets_a_sentence_at_its_field_and_nothing_typed_is_lost(marsh, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    client = builders.client_for(marsh.user, "registrant")
    typed = {"ground": "PARENTAL_LEAVE", "words": "A child."}
    reversed_leave = leave_typed(date(2026, 5, 1), date(2026, 4, 1))
    half = {key: value for key, value in reversed_leave.items() if key.startswith("start")}
    for leave, words in (
        (reversed_leave, "The last day of leave must be the first day or later"),
        (half, "Enter the last day of leave, too"),
        ({**reversed_leave, "end_day": "32"}, "There is a problem"),
    ):
        page = client.post("/exceptions/new/?cycle=2025-2027", {**typed, **leave})
        assert words in page.content.decode()
        assert "A child." in page.content.decode()
    assert not ExceptionRequest.objects.exists()


def test_pages_from_the_list_to_the_decision(marsh, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    accept(offer(marsh, 1))
    client = builders.client_for(marsh.user, "registrant")
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")

    assert "Ask for an exception for 2025-2027" in client.get("/exceptions/").content.decode()
    form = client.get("/exceptions/new/?cycle=2025-2027").content.decode()
    assert "Monday 28 February 2028" in form
    assert "Wednesday 2 February 2028" in form
    typed = {
        "ground": "PARENTAL_LEAVE",
        "words": "A child was born.",
        **leave_typed(date(2026, 1, 1), date(2026, 12, 31)),
    }
    client.post("/exceptions/new/?cycle=2025-2027", typed)
    request = ExceptionRequest.objects.get()
    address = f"/exceptions/{request.pk}/"
    client.post(f"{address}leave/", leave_typed(date(2027, 1, 1), date(2027, 1, 31)))
    assert "1 January 2027 to 31 January 2027" in client.get(address).content.decode()
    client.post(f"{address}send/")

    assert request.reference in boss.get("/exceptions/?status=open").content.decode()
    assert (
        request.reference
        in b"".join(boss.get("/exceptions/?format=csv").streaming_content).decode()
    )
    shown = boss.get(f"{address}decide/").content.decode()
    assert "General points: 3 of 36, 33 short." in shown
    assert "36 whole months, 13 of them with leave: 23 without. At least 23 points." in shown
    weighed = {
        **{f"speaks_{factor}": "FOR" for factor in Factor},
        **{f"words_{factor}": "Yes." for factor in Factor},
        "reason": "A year with a child.",
    }
    nothing = boss.post(f"{address}decide/", {"decision": "lower", **weighed}).content.decode()
    assert "Say which requirement is lowered, and to what" in nothing
    low = {"decision": "lower", "lowered_0": "22", **weighed}
    assert "must be 23 or more" in boss.post(f"{address}decide/", low).content.decode()
    good = {**low, "lowered_0": "23"}
    for all_or_nothing in ("excuse", "refuse"):
        sent = boss.post(f"{address}decide/", {**good, "decision": all_or_nothing})
        assert "A lower figure is typed: grant it in part, or empty" in sent.content.decode()
    checked = boss.post(f"{address}decide/", good).content.decode()
    assert "General points: 23 instead of 36, of which there are 3." in checked
    request.refresh_from_db()
    assert request.status == "WITH_MANAGER"
    boss.post(f"{address}decide/", {**good, "sure": "yes"})
    request.refresh_from_db()
    assert request.status == "LOWERED"
    page = client.get(address).content.decode()
    assert "General points: 23 instead of 36, of which there were 3." in page
    assert "The public stays protected" in page


def test_too_early_and_too_late_the_page_names_the_dates(marsh, time_machine):
    for day, words in (
        (london(2027, 12, 1), "can be asked for from 1 January 2028 to 28 February 2028"),
        (london(2028, 3, 1), "could be asked for from 1 January 2028 to 28 February 2028"),
    ):
        time_machine.move_to(day, tick=False)
        client = builders.client_for(marsh.user, "registrant")
        assert words in client.get("/exceptions/new/?cycle=2025-2027").content.decode()
        assert "Ask for an exception for" not in client.get("/exceptions/").content.decode()
        assert client.get("/exceptions/new/?cycle=x").status_code == 404


def test_the_list_asks_the_same_however_long_it_is(django_assert_max_num_queries, time_machine):
    builders.reference()
    time_machine.move_to(JANUARY, tick=False)
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    asked(builders.registrant())
    boss.get("/exceptions/")
    with django_assert_max_num_queries(14) as few:
        boss.get("/exceptions/")
    for _each in range(4):
        asked(builders.registrant())
    with django_assert_max_num_queries(len(few)):
        boss.get("/exceptions/")


def test_the_events_of_joining_reach_it(marsh):
    other = builders.registrant(surname="Fell")
    asked(other)
    kept, joined = marsh, other
    register_services.join_people(
        kept=kept, joined=joined, actor=builders.actor_of(builders.staff()), at=JANUARY
    )
    assert ExceptionRequest.objects.get().registrant == marsh
