"""Dates, statuses, due dates and links as every page shows them."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from cet_portal.core.templatetags import mycet
from cet_portal.core.workdays import Deadline

HOLIDAYS = {date(2025, 12, 25): "Christmas Day", date(2025, 12, 26): "Boxing Day"}
DEADLINE = Deadline.explain(date(2025, 12, 19), 10, HOLIDAYS, rule="Guide, page 4")


def render(source, **context):
    return Template("{% load mycet %}" + source).render(Context(context))


def test_dates_are_words():
    assert mycet.london_date(date(2026, 1, 6)) == "6 January 2026"
    assert mycet.london_weekday_date(date(2026, 1, 6)) == "Tuesday 6 January 2026"
    assert mycet.london_short_weekday_date(date(2026, 1, 6)) == "Tue 6 January 2026"


def test_instant_shows_the_london_day_and_time():
    summer_night = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)

    assert mycet.london_date_time(summer_night) == "2 July 2026 at 12:30am"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(17, 30), "5:30pm"),
        (time(9), "9am"),
        (time(12), "midday"),
        (time(0), "12:00am"),
        (None, ""),
    ],
)
def test_times_are_written_as_people_write_them(at, words):
    assert mycet.london_time(at) == words


def test_status_is_words_and_colour():
    html = render('{% status_tag "APPROVED" "Approved" %}')

    assert html == '<strong class="govuk-tag govuk-tag--green">Approved</strong>'


def test_status_escapes_its_words():
    assert "<b>" not in render('{% status_tag "X" label %}', label="<b>")


@pytest.mark.parametrize(
    ("today", "words", "late"),
    [
        (date(2026, 1, 2), "2 working days left", False),
        (date(2026, 1, 5), "1 working day left", False),
        (date(2026, 1, 6), "Due today", False),
        (date(2026, 1, 7), "1 working day late", True),
        (date(2026, 1, 9), "3 working days late", True),
    ],
)
def test_due_date_says_how_long_is_left(today, words, late):
    assert mycet.days_left(DEADLINE, today, HOLIDAYS) == {"words": words, "late": late}


def test_due_date_passed_at_a_weekend_is_overdue():
    friday = Deadline.explain(date(2026, 1, 8), 1, {}, rule="")

    assert mycet.days_left(friday, date(2026, 1, 10), {}) == {"words": "Overdue", "late": True}


@pytest.mark.parametrize(
    ("today", "words", "late"),
    [
        (date(2026, 1, 2), "30 days left", False),
        (date(2026, 1, 31), "1 day left", False),
        (date(2026, 2, 1), "Due today", False),
        (date(2026, 2, 2), "1 day late", True),
    ],
)
def test_date_by_the_calendar_counts_all_days(today, words, late):
    deadline = Deadline.on_calendar(date(2025, 2, 1), date(2026, 2, 1), rule="12 months")

    assert mycet.days_left(deadline, today, HOLIDAYS) == {"words": words, "late": late}


def test_extended_due_date_says_by_how_much_when_and_why():
    extended = DEADLINE.extended(1, HOLIDAYS, on=date(2026, 1, 2), reason="Flood <b>").extended(
        5, HOLIDAYS, on=date(2026, 1, 5), reason="The author is ill"
    )

    html = render_to_string(
        "_components/deadline.html",
        {"deadline": extended, "today": date(2026, 1, 2), "holidays": HOLIDAYS},
    )

    assert "Extended by 1 working day on 2 January 2026: Flood &lt;b&gt;" in html
    assert "Extended by 5 working days on 5 January 2026: The author is ill" in html
    assert f"<dt>Working days to count</dt><dd>{DEADLINE.working_days}</dd>" in html
    assert f"<dt>With extensions</dt><dd>{DEADLINE.working_days + 6}<br>" in html


def test_date_by_the_calendar_shows_no_working_days():
    deadline = Deadline.on_calendar(date(2025, 2, 1), date(2026, 2, 1), rule="12 months")

    html = render_to_string(
        "_components/deadline.html",
        {"deadline": deadline, "today": date(2026, 1, 2), "holidays": HOLIDAYS},
    )

    assert "11:59pm on Sunday 1 February 2026" in html
    assert "12 months" in html
    assert "orking days" not in html
    assert "Left out" not in html
    assert "None" not in html


def test_due_date_shows_its_sum_with_the_lazy_day_of_the_layout():
    html = render_to_string(
        "_components/deadline.html",
        {
            "deadline": DEADLINE,
            "today": SimpleLazyObject(lambda: date(2026, 1, 2)),
            "holidays": HOLIDAYS,
        },
    )

    assert "11:59pm on Tuesday 6 January 2026" in html
    assert "Thursday 25 December 2025: Christmas Day" in html
    assert "Guide, page 4" in html


def test_pages_keep_the_query_string():
    request = RequestFactory().get("/list/", {"status": "DRAFT", "page": "2"})
    page = Paginator(range(100), 10).page(2)

    html = render_to_string("_components/pagination.html", {"page": page, "request": request})

    assert 'href="?status=DRAFT&amp;page=3"' in html


def test_heading_pressed_again_sorts_the_other_way():
    request = RequestFactory().get("/list/", {"sort": "due", "page": "3"})

    assert 'href="?sort=-due"' in render('{% sort_link "due" "Due" %}', request=request)
    assert render('{% sort_state "due" %}', request=request) == 'aria-sort="ascending"'


@pytest.mark.parametrize(
    ("part", "whole", "length"), [(1, 4, "250.0"), (5, 4, "1000.0"), (1, 0, "0")]
)
def test_bar_never_leaves_its_frame(part, whole, length):
    assert mycet.share(part, whole) == length


def test_each_cell_is_told_its_column():
    cells, columns = [{"text": "C-10001"}, {"text": 3}], [{"label": "Number"}, {"label": "Points"}]

    assert mycet.under(cells, columns) == [(cells[0], columns[0]), (cells[1], columns[1])]
