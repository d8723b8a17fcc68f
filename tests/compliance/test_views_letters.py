"""Pages of the end of a cycle and of its letters."""

import io
from datetime import date, datetime
from http import HTTPStatus

import pypdf
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cet_portal.core.clock import LONDON
from compliance import queries
from compliance.enums import LetterKind
from compliance.models import Letter, LetterRound
from compliance.services import letters as services
from compliance.services import running
from tests import builders
from tests.compliance.chosen_results import (
    CYCLE,
    JANUARY,
    annual,
    met,
    requirement,
    sealed_run,
    short,
)
from tests.compliance.lettering import shown_on
from tests.registrants.building import offer

pytestmark = pytest.mark.django_db

END = f"/cycles/{CYCLE}/end/"
CHECK = f"{END}letters/SHORTFALL/"


@pytest.fixture
def staff():
    return builders.client_for(builders.staff())


@pytest.fixture(autouse=True)
def in_january():
    with time_machine.travel(JANUARY, tick=False):
        yield


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def names_in(page: str) -> list[str]:
    return [name for name in ("Ada Marsh", "Ada Reed") if name in page]


def written(*rows, kind=LetterKind.SHORTFALL, **said) -> LetterRound:
    run = sealed_run(*rows, **said)
    found = services.ask_letters(run=run, kind=kind, actor=builders.MANAGER, at=JANUARY)
    services.write_letters(letter_round=found, now=lambda: JANUARY)
    return found


def test_the_end_of_a_cycle_lists_its_steps_with_days_sums_and_states(staff):
    builders.reference()

    page = words_of(staff.get(END))

    assert "End of the cycle 2022-2024" in page
    assert "1 January 2025 to 11:59pm on Tue 14 January 2025" in page
    assert "Two months before 31 December 2024: 31 October 2024." in page
    assert "Waits for a run" in page
    assert "From 1 January 2025" in page


def test_the_page_without_a_cycle_leads_to_the_one_that_asks_for_something(staff):
    builders.reference()

    january = staff.get("/cycles/end/")
    with time_machine.travel(datetime(2025, 8, 1, 12, tzinfo=LONDON), tick=False):
        august = builders.client_for(builders.staff()).get("/cycles/end/")

    assert january["Location"] == END
    assert august["Location"] == "/cycles/2025-2027/end/"


def test_a_cycle_that_does_not_exist_is_not_found(staff):
    builders.reference()

    for path in ("/cycles/2099-2101/end/", f"{END}letters/NOTHING/", f"{END}letters/ANNUAL/"):
        assert staff.get(path).status_code == HTTPStatus.NOT_FOUND
    assert staff.get(f"{END}letters/POSSIBLE_SHORTFALL/").status_code == HTTPStatus.NOT_FOUND


def test_staff_look_at_the_letters_and_have_them_written(staff):
    ada = builders.registrant(surname="Marsh")
    run = sealed_run(short(ada), short(builders.registrant(account=False)))

    assert f"Look at the letters that follow from {run.number} (real run)" in words_of(
        staff.get(END)
    )
    preview = staff.get(CHECK)
    figure = '<span class="mycet-figure__number">2</span> <a class="govuk-link" href="?">'
    assert figure in words_of(preview)
    assert "General points: 30 of 36" in words_of(preview)
    assert "Write 2 letters" in words_of(preview)
    sent = staff.post(CHECK, shown_on(preview))

    found = LetterRound.objects.get()
    assert sent["Location"] == f"/cycles/letters/{found.pk}/"
    assert "0 of 2" in words_of(staff.get(sent["Location"]))
    services.write_letters(letter_round=found, now=lambda: JANUARY)
    page = words_of(staff.get(sent["Location"]))
    assert "Make the PDF for the post" in page
    assert "2 letters, written on 10 January 2025" in words_of(staff.get(END))


def test_without_a_run_the_check_page_says_so(staff):
    builders.reference()

    page = words_of(staff.get(CHECK))
    sent = staff.post(CHECK)

    assert "There is no sealed run yet" in page
    assert sent.status_code == HTTPStatus.OK
    assert not LetterRound.objects.exists()


def test_a_newer_run_can_be_looked_at_after_its_elder_was_told(staff):
    ada = builders.registrant()
    written(short(ada))
    newer = sealed_run(short(ada, 31), at=JANUARY.replace(hour=12))

    page = words_of(staff.get(END))

    assert f"{newer.number} (real run) is newer: look at whom it concerns" in page


def test_the_annual_letters_of_a_year_are_checked_by_their_year(staff):
    sealed_run(met(builders.registrant(), annual(2024, 2)), kind="REHEARSAL")

    page = words_of(staff.get(f"{END}letters/ANNUAL/?year=2024"))

    assert "Write 1 letter" in page
    assert "Points in 2024: 2 of 6" in page


def test_the_check_page_says_how_many_have_late_points(staff):
    ada = builders.registrant()
    offer(ada, day=date(2024, 12, 1), at=JANUARY)
    sealed_run(short(ada), short(builders.registrant()))

    page = words_of(staff.get(CHECK))

    assert "1 of these people has points of this cycle that came late" in page
    assert "/late/?cycle=2022-2024" in page


def test_a_registrant_reads_their_letters_and_nobody_elses():
    ada, bea = builders.registrant(surname="Marsh"), builders.registrant(surname="Reed")
    written(short(ada), short(bea))
    own, other = Letter.objects.get(registrant=ada), Letter.objects.get(registrant=bea)
    client = builders.client_for(ada.user)

    listed = words_of(client.get("/letters/"))
    page = words_of(client.get(f"/letters/{own.pk}/"))

    assert "CET 2022-2024: you have a shortfall" in listed
    assert "New" in listed
    assert '<h2 class="govuk-heading-m">What is missing</h2>' in page
    assert "<li>General points: 30 of 36." in page
    assert client.get(f"/letters/{other.pk}/").status_code == HTTPStatus.NOT_FOUND
    assert client.get(f"/cycles/letters/{own.round_id}/").status_code == HTTPStatus.FORBIDDEN
    own.refresh_from_db()
    assert own.read_at == JANUARY


def test_without_letters_the_page_says_what_will_be_there():
    client = builders.client_for(builders.registrant().user)

    assert "Nobody has written to you yet." in words_of(client.get("/letters/"))


def test_a_letter_is_a_pdf_as_well(staff):
    written(short(builders.registrant()))
    letter = Letter.objects.get()

    response = staff.get(f"/letters/{letter.pk}/?format=pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    letter.refresh_from_db()
    assert letter.read_at is None  # staff looked, not its reader


@pytest.mark.parametrize("account", [True, False])
def test_the_letter_of_one_with_four_requirements_is_one_sheet_and_nobody_signs_alone(
    staff, account
):
    for more in range(3, 9):
        others = [requirement("INTERACTIVE_POINTS", 18, 30, explanation="x " * 90)] * more
        found = written(short(builders.registrant(account=account), 30, *others))
        letter = found.letters.get()
        pages = pypdf.PdfReader(io.BytesIO(staff.get(f"/letters/{letter.pk}/?format=pdf").content))
        sheets = [page.extract_text() for page in pages.pages]
        words, signed, _rest = sheets[-1].partition("General Optical Council, CET team")
        assert words.strip()
        assert signed
        assert more > 3 or not account or len(sheets) == 1


def test_names_in_a_letter_are_text_and_never_markup():
    ada = builders.registrant(forenames="<b>Ada</b>", surname="& Marsh")
    written(short(ada))

    page = builders.client_for(ada.user).get(f"/letters/{Letter.objects.get().pk}/")

    assert "Dear &lt;b&gt;Ada&lt;/b&gt; &amp; Marsh" in page.content.decode()


def test_the_letters_of_a_round_are_found_and_downloaded(staff):
    ada = builders.registrant(surname="Marsh")
    reed = builders.registrant(surname="Reed", account=False)
    found = written(short(ada), short(reed))
    path = f"/cycles/letters/{found.pk}/"

    by_name = words_of(staff.get(f"{path}?words=reed"))
    by_number = words_of(staff.get(f"{path}?words={ada.entries.get().number}"))
    by_post = words_of(staff.get(f"{path}?way=POST"))
    unread = words_of(staff.get(f"{path}?read=yes"))
    file = b"".join(staff.get(f"{path}?format=csv").streaming_content).decode()

    assert names_in(by_name) == ["Ada Reed"]
    assert names_in(by_number) == ["Ada Marsh"]
    assert names_in(by_post) == ["Ada Reed"]
    assert "No letter is here." in unread
    assert len(file.splitlines()) == 3


def test_the_file_for_the_post_is_asked_for_and_downloaded(staff, settings, tmp_path):
    stored = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": stored}
    found = written(short(builders.registrant(account=False)))
    path = f"/cycles/letters/{found.pk}/"

    assert staff.get(f"{path}post.pdf").status_code == HTTPStatus.NOT_FOUND
    staff.post(f"{path}post/")
    assert "Letters laid out for printing" in words_of(staff.get(path))
    assert "The file is being made." in words_of(staff.post(f"{path}post/", follow=True))
    services.make_post_file(post_file=found.post_file, now=lambda: JANUARY)

    file = staff.get(f"{path}post.pdf")
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert "Download the letters for the post (PDF)" in words_of(staff.get(path))
    again = words_of(staff.post(f"{path}post/", follow=True))
    assert "The file is there already. You can download it below." in again
    assert "is being made" not in again


def queries_of(client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(path)
    return len(caught)


def test_the_pages_ask_as_much_for_many_as_for_one(staff):
    found = written(short(builders.registrant()))
    paths = (END, f"/cycles/letters/{found.pk}/", CHECK)
    staff.get(END)
    few = [queries_of(staff, path) for path in paths]
    people = (builders.registrant() for _each in range(9))
    many = written(*map(short, people), at=JANUARY.replace(hour=13))
    paths = (END, f"/cycles/letters/{many.pk}/", CHECK)

    assert [queries_of(staff, path) for path in paths] == few


def test_pages_of_the_end_mark_their_own_entry_of_the_navigation(staff):
    found = written(short(builders.registrant()))

    letter = f"/letters/{found.letters.get().pk}/"
    annual_list = f"{END}annual/2023/"
    for path in (END, CHECK, f"/cycles/letters/{found.pk}/", letter, annual_list):
        entries = staff.get(path).context["navigation"]
        marked = [page["url"] for each in entries for page in each["pages"] if page["active"]]
        assert marked == ["/cycles/end/"]
    entries = staff.get(f"/cycles/{CYCLE}/").context["navigation"]
    marked = [page["url"] for each in entries for page in each["pages"] if page["active"]]
    assert marked == ["/cycles/"]


def test_the_steps_keep_an_earlier_round_and_sum_it_up(staff):
    ada, bea = builders.registrant(), builders.registrant()
    first = written(short(ada), short(bea))
    later = written(short(ada, 31), short(bea), at=JANUARY.replace(hour=12))

    page = words_of(staff.get(END))

    assert f"/cycles/letters/{first.pk}/" in page
    assert f"/cycles/letters/{later.pk}/" in page
    assert "3 letters together" in page  # the second had the same letter before


def test_the_steps_say_how_many_late_points_wait_and_lead_to_this_cycle(staff):
    ada = builders.registrant()
    for number in (1, 2):
        offer(ada, number, day=date(2024, 12, 1), at=JANUARY)
    run = sealed_run(short(ada), met(builders.registrant()))

    page = words_of(staff.get(END))

    assert "2 entries wait to be settled, people: 1" in page
    assert "/late/?cycle=2022-2024" in page
    assert f"/removals/?run={run.number}" in page
    with time_machine.travel(datetime(2025, 3, 3, 12, tzinfo=LONDON), tick=False):
        march = words_of(builders.client_for(builders.staff()).get(END))
    assert (page.count(">Late<"), march.count(">Late<")) == (0, 3), "with both letters"


def test_the_steps_say_that_a_run_waits_for_a_second_person(staff):
    builders.reference()
    period = queries.period_named("2022-2024", queries.periods(JANUARY.date()))
    asking = builders.actor_of(builders.staff())
    run = running.start_run(period=period, kind="REAL", actor=asking, at=JANUARY)

    page = words_of(staff.get(END))

    assert f'href="/runs/{run.number}/">{run.number} (real run)</a>: Waits for a second' in page


def test_a_round_that_waits_for_its_run_says_so(staff):
    found = written(short(builders.registrant()))
    LetterRound.objects.filter(pk=found.pk).update(status="WRITING", total=0)
    path = f"/cycles/letters/{found.pk}/"

    sealed = words_of(staff.get(path))

    assert f"{found.run.number} is sealed. The letters begin as soon as a worker is free." in sealed


@pytest.mark.parametrize("kind", [LetterKind.SHORTFALL, LetterKind.MET])
def test_whoever_is_listed_apart_is_counted_before_and_after_with_who_and_why(staff, kind):
    ada, bea, cy = (builders.registrant() for _each in range(3))
    rows = (short(ada), met(bea), (cy, "apart", []))
    run = sealed_run(*rows)
    link = f"/runs/{run.number}/?standing=apart"

    check = words_of(staff.get(f"{END}letters/{kind}/"))
    found = written(*rows, kind=kind, at=JANUARY.replace(hour=12))
    after = words_of(staff.get(f"/cycles/letters/{found.pk}/"))
    steps = words_of(staff.get(END))

    assert "1 person gets no letter: their data contradict themselves" in check
    assert link in check
    assert "1 person gets no letter: their data contradict themselves" in after
    assert f"/runs/{found.run.number}/?standing=apart" in after
    assert "1 listed apart, not written to" in steps
