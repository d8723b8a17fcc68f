"""Forms of disputes and exceptions: a chosen file, and what was typed in a second tab."""

from datetime import date

import pytest

from cet_portal.accounts.roles import Role
from compliance import services
from compliance.models import CycleDispute, ExceptionRequest
from tests import builders
from tests.compliance.cases import JANUARY, asked, cycle, file_named, leave_typed, own
from tests.compliance.for_them import seen, wrote
from tests.core.sent_files import PDF
from tests.core.test_chosen_files import AGAIN

pytestmark = pytest.mark.django_db
CYCLE = "?cycle=2025-2027"


@pytest.fixture(autouse=True)
def january(time_machine):
    builders.reference()
    time_machine.move_to(JANUARY, tick=False)


@pytest.fixture
def marsh():
    return builders.registrant(surname="Marsh")


@pytest.fixture
def page(marsh):
    return builders.client_for(marsh.user, "registrant")


@pytest.fixture
def dan():
    return builders.staff()


def test_a_refused_form_asks_for_the_chosen_file_again(marsh, page, dan):
    on, desk = wrote(marsh, dan), builders.client_for(dan)
    for client, address in (
        (page, f"/statement/wrong/{CYCLE}"),
        (page, f"/exceptions/new/{CYCLE}"),
        (desk, f"/register/requests/{on.pk}/disputes/new/{CYCLE}"),
        (desk, f"/register/requests/{on.pk}/exceptions/new/{CYCLE}"),
    ):
        assert AGAIN not in seen(client, address, {"words": ""})
        assert AGAIN in seen(client, address, {"words": "", "file": file_named("a.pdf", PDF)})
    assert not CycleDispute.objects.exists()
    assert not ExceptionRequest.objects.exists()


def lodged(person, words="EV-1 is missing.", at=JANUARY, **changed) -> CycleDispute:
    return services.lodge(period=cycle(), words=words, actor=own(person), at=at, **changed)


def test_a_second_tab_of_the_dispute_loses_no_words(marsh, page):
    there = lodged(marsh, files=[file_named("first.txt", b"Marsh")])
    typed = {"words": "<i>EV-2</i> as well.", "file": file_named("second.txt", b"Marsh")}
    answer = seen(page, f"/statement/wrong/{CYCLE}", typed)
    for words in (
        "Not sent",
        f"There is an open dispute about 2025-2027 already: {there.reference}",
        "EV-1 is missing.",
        "&lt;i&gt;EV-2&lt;/i&gt; as well.",
        "first.txt",
        "second.txt",
        "until 11:59pm on Wednesday 2 February 2028",
        f'href="/disputes/{there.pk}/"',
    ):
        assert words in answer
    assert list(CycleDispute.objects.values_list("words", flat=True)) == ["EV-1 is missing."]
    assert there.files.count() == 1
    services.send(dispute=there, actor=own(marsh), at=JANUARY)
    answer = seen(page, f"/statement/wrong/{CYCLE}", typed)
    assert "as well." in answer
    assert "Documents can be added" not in answer


@pytest.mark.parametrize("words", ["EV-1 is missing.", " EV-1 is \r\n missing. ", ""])
def test_a_second_click_leads_to_the_dispute(marsh, page, words):
    there = lodged(marsh)
    answer = page.post(f"/statement/wrong/{CYCLE}", {"words": words})
    assert answer.url == f"/disputes/{there.pk}/"
    assert page.get(f"/statement/wrong/{CYCLE}").url == f"/disputes/{there.pk}/"


def test_a_second_tab_of_the_exception_loses_nothing(marsh, page):
    first_leave = (date(2026, 1, 1), date(2026, 3, 31))
    there = asked(marsh, leave=[first_leave])
    typed = {"ground": "PARENTAL_LEAVE", "words": "A child.", **leave_typed(*first_leave)}
    answer = seen(page, f"/exceptions/new/{CYCLE}", typed)
    for words in (
        f"There is an open request about 2025-2027 already: {there.reference}",
        "I was in hospital.",
        "A child.",
        "Parental leave",
        f'href="/exceptions/{there.pk}/"',
    ):
        assert words in answer
    assert "First day of leave" not in answer
    other = {**typed, **leave_typed(date(2026, 5, 1), date(2026, 6, 30))}
    answer = seen(page, f"/exceptions/new/{CYCLE}", other)
    assert "1 May 2026" in answer
    assert "1 January 2026" in answer
    half = seen(page, f"/exceptions/new/{CYCLE}", {"words": "", "start_day": "40"})
    assert "40" in half
    same = {"ground": "ILLNESS", "words": "I was in hospital.", **leave_typed(*first_leave)}
    assert page.post(f"/exceptions/new/{CYCLE}", same).url == f"/exceptions/{there.pk}/"
    assert ExceptionRequest.objects.get().words == "I was in hospital."


def test_staff_lose_nothing_either_and_read_no_more_than_they_may(marsh, dan, time_machine):
    on, desk = wrote(marsh, dan), builders.client_for(dan)
    base = f"/register/requests/{on.pk}"
    dispute, request = lodged(marsh), asked(marsh, words="My heart.")
    time_machine.shift(60)
    answer = seen(desk, f"{base}/disputes/new/{CYCLE}", {"words": "By letter: EV-2."})
    assert "By letter: EV-2." in answer
    assert "EV-1 is missing." in answer
    assert f'href="{base}/disputes/{dispute.pk}/"' in answer
    typed = {"ground": "ILLNESS", "words": "By letter: ill."}
    answer = seen(desk, f"{base}/exceptions/new/{CYCLE}", typed)
    assert "By letter: ill." in answer
    assert "My heart." not in answer
    assert "Only its person and the CET manager read it" in answer
    assert f'href="{base}/exceptions/{request.pk}/"' in answer
    boss = builders.client_for(builders.staff(Role.CET_MANAGER))
    answer = seen(boss, f"{base}/exceptions/new/{CYCLE}", typed)
    assert "My heart." in answer
    assert CycleDispute.objects.count() == ExceptionRequest.objects.count() == 1


def test_what_was_typed_before_the_session_ended_is_shown_beside_the_one_there_is(marsh, page):
    lodged(marsh)
    session = page.session
    session["kept_form"] = {
        "path": "/statement/wrong/",
        "typed_by": marsh.user.pk,
        "data": {"words": ["EV-2 as well."]},
        "files": ["file"],
    }
    session.save()
    answer = seen(page, f"/statement/wrong/{CYCLE}")
    assert "EV-2 as well." in answer
    assert "There is an open dispute" in answer
