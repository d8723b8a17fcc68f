"""Tags and filters of the house style: dates in words, statuses, form guard, links of lists."""

from datetime import date, datetime, time

from django import template
from django.conf import settings
from django.template.defaulttags import CsrfTokenNode
from django.utils.formats import date_format
from django.utils.html import format_html, urlize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cet_portal.core import clock, kept_text, status_colours, typed
from cet_portal.core.workdays import Deadline

register = template.Library()


def _day(value: date | datetime) -> date:
    return clock.london_date(value) if isinstance(value, datetime) else value


@register.filter
def london_date(value: date | datetime | None) -> str:
    """6 January 2026. An instant gives its London date; nothing gives nothing."""
    return date_format(_day(value), "j F Y") if value else ""


@register.filter
def london_weekday_date(value: date | datetime | None) -> str:
    """Tuesday 6 January 2026."""
    return date_format(_day(value), "l j F Y") if value else ""


@register.filter
def london_short_weekday_date(value: date | datetime | None) -> str:
    """Tue 6 January 2026: a due date in a table, where room is short."""
    return date_format(_day(value), "D j F Y") if value else ""


@register.filter
def london_time(value: datetime | time | None) -> str:
    """5:30pm, in London if it is an instant."""
    if value is None or value == "":
        return ""
    at = value.astimezone(clock.LONDON).time() if isinstance(value, datetime) else value
    return typed.say_time(at)


@register.filter
def london_date_time(value: datetime | None) -> str:
    """6 January 2026 at 5:30pm."""
    if not value:
        return ""
    return _("%(date)s at %(time)s") % {
        "date": london_date(value),
        "time": london_time(value),
    }


@register.simple_tag
def status_tag(value: str, label: str = "") -> SafeString:
    """A status as a tag: `{% status_tag case.status case.get_status_display %}`.

    Colours only repeat the words: core/status_colours.py.
    """
    colour = status_colours.COLOURS.get(str(value), status_colours.OTHERWISE)
    return format_html(
        '<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, label or value
    )


@register.simple_tag
def reference(number: str, url: str = "") -> SafeString:
    """A reference number in figures of one width, as a link where there is a page."""
    if not url:
        return format_html('<span class="mycet-reference">{}</span>', number)
    return format_html('<a class="govuk-link mycet-reference" href="{}">{}</a>', url, number)


@register.filter
def with_links(text: str) -> SafeString:
    """Plain text in which addresses are links; all else in it stays text."""
    # Escaped first: the only markup is what urlize has made.
    return SafeString(urlize(text, autoescape=True).replace("<a ", '<a class="govuk-link" '))


@register.simple_tag
def payee() -> dict[str, str]:
    """To whom fees are paid: name, address, sort_code, account."""
    return settings.PAYEE


@register.simple_tag(takes_context=True)
def form_guard(context) -> SafeString:
    """Inside every form that posts: the CSRF token and, signed, who is typing in
    which role (core/kept_text)."""
    token = CsrfTokenNode().render(context)
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return token
    acting = getattr(request, "acting", None)
    signed = kept_text.sign(user.pk, acting.key if acting else "")
    return format_html(
        '{}<input type="hidden" name="{}" value="{}">', token, kept_text.FIELD, signed
    )


@register.simple_tag(takes_context=True)
def query_with(context, **changes) -> str:
    """The query string of this address with some values changed; None takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def sort_link(context, column: str, label: str) -> SafeString:
    """A table heading that sorts by `column`: `?sort=column`, pressed again `?sort=-column`."""
    now = context["request"].GET.get("sort", "")
    url = query_with(context, sort=f"-{column}" if now == column else column, page=None)
    mark = {column: "▲", f"-{column}": "▼"}.get(now, "")
    return format_html(
        '<a class="govuk-link govuk-link--no-visited-state mycet-sort" href="{}">{}'
        '<span class="mycet-sort__mark" aria-hidden="true">{}</span></a>',
        url,
        label,
        mark,
    )


@register.simple_tag(takes_context=True)
def sort_state(context, column: str) -> SafeString:
    """`aria-sort` of that heading: `<th scope="col" {% sort_state "due" %}>`."""
    now = context["request"].GET.get("sort", "")
    state = {column: "ascending", f"-{column}": "descending"}.get(now, "none")
    return format_html('aria-sort="{}"', state)


@register.simple_tag
def days_left(deadline: Deadline, today: date, holidays) -> dict:
    """How a due date stands today: `words` for people, `late` for the colour."""
    # The layout's `today` is lazy, and a lazy date cannot be subtracted.
    today = date.fromordinal(today.toordinal())
    left = deadline.days_left(today, holidays)
    say = typed.say_days if deadline.working_days is None else typed.say_working_days
    if deadline.is_past(today):
        if left == 0:
            return {"late": True, "words": _("Overdue")}
        return {
            "late": True,
            "words": _("%(days)s late") % {"days": say(-left)},
        }
    if today == deadline.due_on:
        return {"late": False, "words": _("Due today")}
    return {
        "late": False,
        "words": _("%(days)s left") % {"days": say(left)},
    }


@register.simple_tag
def share(part: float, whole: float, width: int = 1000) -> str:
    """`part` of `whole` as a length for a drawing `width` wide, never beyond it."""
    return "0" if not whole else f"{min(max(part / whole, 0), 1) * width:.1f}"


@register.filter
def under(cells: list, columns: list) -> list[tuple]:
    """Each cell with its column: `{% for cell, column in row.cells|under:columns %}`."""
    return list(zip(cells, columns, strict=True))


@register.simple_tag
def page_numbers(page) -> list:
    """Numbers for _components/pagination.html, None where some are left out."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in shown]


@register.simple_tag
def sum_of(*numbers: float) -> float:
    """The sum, for drawings."""
    return sum(numbers)


@register.simple_tag
def larger_of(*numbers: float) -> float:
    """The largest, for the scale of a drawing."""
    return max(numbers)
