"""Exceptions that staff ask for on behalf of somebody who wrote or called."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.accounts.roles import Role
from cet_portal.core.models import AuditEvent, StatusChange
from cet_portal.core.permissions import Refused
from compliance import services
from compliance.enums import Factor
from compliance.models import ExceptionRequest
from tests import builders
from tests.compliance.cases import JANUARY, WEIGHED, cycle, leave_typed, own
from tests.compliance.for_them import asked_for, of, seen, told, wrote
from tests.core.sent_files import PDF
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

LETTER = "Asked for by GOC staff on behalf of Ada Marsh, on their letter received on 4 January 2028"


@pytest.fixture
def marsh():
    """In hospital, without an account."""
    builders.reference()
    return builders.registrant(surname="Marsh", account=False)


@pytest.fixture
def dan():
    return builders.staff()


def decide(request, by):
    return services.decide_exception(
        request=request,
        period=cycle(),
        step="excuse",
        factors=WEIGHED,
        reason="The hospital’s letter shows it.",
        actor=of(by),
        at=JANUARY,
    )


# Asking


def test_it_says_on_whose_behalf_and_on_what(marsh, dan):
    boss = builders.staff(Role.CET_MANAGER)
    request = asked_for(marsh, dan, files=[SimpleUploadedFile("a.txt", b"a")])

    assert (request.registrant, request.status) == (marsh, "EVIDENCE")
    assert [str(act) for act in request.for_them.all()] == [LETTER]
    kept = AuditEvent.objects.get(verb="register.assist_exception")
    assert (kept.subject_id, kept.data["exception"]) == (marsh.pk, request.reference)
    assert kept.data["act"] == "ASK"
    assert told("exception_asked") == [boss.email]
    assert told("exception_for_them") == []


def test_the_day_of_the_letter_decides_whether_it_is_in_time(marsh, dan):
    """It came on the last day and is filed later: the days for evidence begin then."""
    later = london(2028, 3, 3)
    request = asked_for(marsh, dan, on=wrote(marsh, dan, date(2028, 2, 28), at=later), at=later)
    assert (request.asked_on, request.due_on) == (date(2028, 3, 3), date(2028, 3, 31))
    for day, words in (
        (date(2028, 2, 29), "could be asked for from 1 January 2028 to 28 February 2028"),
        (date(2027, 12, 31), "can be asked for from 1 January 2028 to 28 February 2028"),
    ):
        with pytest.raises(Refused, match=words):
            asked_for(marsh, dan, on=wrote(marsh, dan, day, at=later), at=later)


def test_without_a_recorded_request_staff_can_do_nothing(marsh, dan):
    with pytest.raises(Refused, match="Record first what they asked for"):
        services.ask_exception(period=cycle(), ground="OTHER", words="x", actor=of(dan), at=JANUARY)
    request = asked_for(marsh, dan)
    common = {"request": request, "actor": of(dan), "at": JANUARY}
    file = SimpleUploadedFile("a.txt", b"a")
    days = {"start": date(2026, 1, 1), "end": date(2026, 2, 1)}
    other = wrote(builders.registrant(), dan)
    for act in (
        lambda **on: services.add_evidence(file=file, **common, **on),
        lambda **on: services.add_leave(period=cycle(), **days, **common, **on),
        lambda **on: services.send_exception(**common, **on),
        lambda **on: services.withdraw_exception(**common, **on),
    ):
        with pytest.raises(Refused, match="Record first what they asked for"):
            act()
        with pytest.raises(Refused, match="of somebody else"):
            act(on=other)
    assert request.for_them.count() == 1


def test_others_cannot_use_a_letter(marsh, dan):
    """Not even the person's own: they ask for themselves; nor a provider, nor an approver."""
    fell = builders.registrant()
    on = wrote(marsh, dan)
    _provider, admin = builders.provider_with()
    for actor in (own(fell), of(admin), of(builders.approver())):
        with pytest.raises(Refused):
            services.ask_exception(
                period=cycle(), ground="OTHER", words="x", on=on, actor=actor, at=JANUARY
            )
    assert not ExceptionRequest.objects.exists()


# Acting in it


def test_what_comes_by_post_is_added_and_it_is_sent(marsh, dan):
    request = asked_for(marsh, dan)
    eve, letter = builders.staff(), wrote(marsh, dan)
    said = {"request": request, "on": letter, "actor": of(eve), "at": JANUARY}
    with pytest.raises(Refused, match="outside the cycle"):
        services.add_for_them(
            period=cycle(),
            leave=(date(2020, 1, 1), date(2020, 2, 1)),
            file=SimpleUploadedFile("b.txt", b"b"),
            **said,
        )
    assert not request.files.exists()
    services.add_for_them(
        period=cycle(),
        leave=(date(2026, 1, 1), date(2026, 2, 1)),
        file=SimpleUploadedFile("b.txt", b"b"),
        **said,
    )
    sent = services.send_exception(**said)

    assert sent.status == "WITH_MANAGER"
    assert sent.due_on == date(2028, 2, 15)
    assert list(request.for_them.values_list("act", flat=True).order_by("pk")) == [
        "ASK", "LEAVE", "FILE", "SEND",
    ]  # fmt: skip
    reason = StatusChange.objects.get(case_id=request.pk, step="send").reason
    assert reason.startswith(
        "Sent to the CET manager by GOC staff on behalf of Ada Marsh, on their"
    )
    with pytest.raises(Refused):
        services.add_evidence(file=SimpleUploadedFile("c.txt", b"c"), **said)


# Pages


def test_pages_from_the_letter_to_the_decision(marsh, dan, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    desk, boss = builders.client_for(dan), builders.staff(Role.CET_MANAGER)
    on = wrote(marsh, dan)
    base = f"/register/requests/{on.pk}/"

    assert f"{base}exceptions/" in seen(desk, base)
    assert "Ask for an exception for 2025-2027 on their behalf" in seen(desk, f"{base}exceptions/")
    form = seen(desk, f"{base}exceptions/new/?cycle=2025-2027")
    assert "I am in hospital." in form
    assert "Wednesday 2 February 2028" in form
    assert "does not decide it" in form
    assert "when it is decided a letter for the post is written, and you are mailed" in form
    wrong = seen(
        desk,
        f"{base}exceptions/new/?cycle=2025-2027",
        {"words": "<b>Ill.</b>", "file": SimpleUploadedFile("letter.pdf", b"MZ\x90\x00\x03")},
    )
    assert "There is a problem" in wrong
    assert "&lt;b&gt;Ill.&lt;/b&gt;" in wrong
    shown = seen(
        desk,
        f"{base}exceptions/new/?cycle=2025-2027",
        {"ground": "ILLNESS", "words": "Ill.", "file": SimpleUploadedFile("letter.pdf", PDF)},
    )
    request = ExceptionRequest.objects.get()
    assert "The request is filed on their behalf." in shown
    assert LETTER in shown
    assert "letter.pdf" in shown

    one = f"{base}exceptions/{request.pk}/"
    for typed, words in (
        ({}, "Choose what they want done"),
        ({"act": "ADD"}, "Choose the document, or enter the time on leave"),
        ({"act": "SEND", **leave_typed(date(2026, 1, 1), date(2026, 2, 1))}, "and then do this"),
    ):
        assert words in seen(desk, one, typed)
    desk.post(one, {"act": "ADD", **leave_typed(date(2026, 1, 1), date(2026, 2, 1))})
    desk.post(one, {"act": "SEND"})
    request.refresh_from_db()
    assert request.status == "WITH_MANAGER"

    ruth = builders.client_for(boss)
    read = seen(ruth, f"/exceptions/{request.pk}/")
    assert LETTER in read
    assert str(dan) in read
    weighed = {
        **{f"speaks_{factor}": "FOR" for factor in Factor},
        **{f"words_{factor}": "Yes." for factor in Factor},
        "reason": "The hospital says so.",
        "decision": "excuse",
    }
    checked = seen(ruth, f"/exceptions/{request.pk}/decide/", weighed)
    assert "no message reaches them: a letter for the post is written" in checked
    ruth.post(f"/exceptions/{request.pk}/decide/", {**weighed, "sure": "yes"})
    decided = seen(desk, one)
    assert "The hospital says so." in decided
    assert "It has the decision with its reason, and the CET manager has it printed." in decided
    assert "Do this for them" not in decided


def test_the_manager_who_filed_reads_that_another_decides(marsh, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    ruth = builders.staff(Role.CET_MANAGER)
    request = asked_for(marsh, ruth)
    services.send_exception(request=request, on=wrote(marsh, ruth), actor=of(ruth), at=JANUARY)
    client = builders.client_for(ruth)
    shown = seen(client, f"/exceptions/{request.pk}/")
    assert "Another CET manager decides it" in shown
    assert "Decide the request" not in shown
    assert "Everything is there" not in shown
    assert client.get(f"/exceptions/{request.pk}/decide/").status_code == 302


def test_others_of_staff_act_without_reading(marsh, dan, time_machine):
    """They add what came, and read neither ground, words, documents nor the decision."""
    time_machine.move_to(JANUARY, tick=False)
    request = asked_for(marsh, dan, files=[SimpleUploadedFile("secret.txt", b"a")])
    on = wrote(marsh, dan)
    desk = builders.client_for(builders.staff())
    address = f"/register/requests/{on.pk}/exceptions/{request.pk}/"
    for path in (address, f"/register/requests/{on.pk}/exceptions/"):
        shown = seen(desk, path)
        assert request.reference in shown
        for secret in ("I was in hospital.", "Illness", "secret.txt"):
            assert secret not in shown
    typed = {"act": "ADD", "file": SimpleUploadedFile("letter.pdf", PDF)}
    assert "Document added by GOC staff" in seen(desk, address, typed)
    assert desk.get(f"/exceptions/{request.pk}/").status_code == 403


def test_a_request_of_somebody_else_is_not_there(marsh, dan, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    request = asked_for(marsh, dan)
    other = wrote(builders.registrant(), dan)
    desk = builders.client_for(dan)
    for path in (
        f"/register/requests/{other.pk}/exceptions/{request.pk}/",
        "/register/requests/99999/exceptions/",
        f"/register/requests/{other.pk}/exceptions/new/?cycle=x",
    ):
        assert desk.get(path).status_code == 404
    client = builders.client_for(builders.registrant().user, "registrant")
    assert client.get(f"/register/requests/{other.pk}/exceptions/").status_code == 403


def test_too_late_the_page_names_the_dates(marsh, dan, time_machine):
    time_machine.move_to(london(2028, 3, 2), tick=False)
    on = wrote(marsh, dan, date(2028, 3, 1), at=london(2028, 3, 2))
    desk = builders.client_for(dan)
    base = f"/register/requests/{on.pk}/exceptions/"
    assert "an exception could not be asked for" in seen(desk, base)
    assert "could be asked for from 1 January 2028 to 28 February 2028" in seen(
        desk, f"{base}new/?cycle=2025-2027"
    )
