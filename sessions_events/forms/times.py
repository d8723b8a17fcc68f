"""From a day and an hour, as somebody typed them, to the times of an event."""

from datetime import date, time

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core import clock
from cet_portal.core.typed import say_time


def put_together(form: forms.Form, *, first: date, last: date) -> None:
    """`starts_at`, `ends_at` and `notes` of the form's values, from `starts` and `ends`.

    An hour that the clocks leave out, or an end before the start, is an error at its field; one
    that they show twice is the first, and noted. What counts are instants, not what clocks show.
    """
    values = form.cleaned_data
    values["notes"] = []
    for name, day in (("starts", first), ("ends", last)):
        hour = values[name]
        try:
            values[f"{name}_at"] = clock.london_instant(day, hour)
        except clock.NoSuchTime:
            form.add_error(name, _no_such_time(day, hour))
        else:
            if clock.comes_twice(day, hour):
                values["notes"].append(_comes_twice(day, hour))
    if not form.errors and values["ends_at"] <= values["starts_at"]:
        form.add_error("ends", _("End must be later than the start"))


def _words(day: date, hour: time) -> dict[str, str]:
    return {"hour": say_time(hour), "day": date_format(day, "j F Y")}


def _no_such_time(day: date, hour: time) -> str:
    return _(
        "There is no %(hour)s on %(day)s: the clocks go forward from 1am to 2am. Enter another time"
    ) % _words(day, hour)


def _comes_twice(day: date, hour: time) -> str:
    return _(
        "The clocks go back on %(day)s, so %(hour)s comes twice: the first is meant, before they "
        "go back."
    ) % _words(day, hour)
