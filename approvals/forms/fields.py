"""Fields of an application with sentences for what does not fit."""

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_4, WIDTH_5, Checkboxes, ParagraphField, marked
from cet_portal.scheme.models import CompetencyUnit, TargetAudience

LONGEST = 5000
# Bounds of what can be meant: a course of 1,000 hours, and more points than a cycle asks for.
MOST_MINUTES = 60_000
MOST_POINTS = 99

# Text or text to be translated later.
Words = Any


def give_choices(form: forms.Form, name: str, found: list[tuple[str, Any]]) -> None:
    """Choices that are rows and so are known only when the form is made."""
    cast(forms.ChoiceField, form.fields[name]).choices = found


def _unfit(label: Words) -> dict[str, Words]:
    return {
        "max_length": format_lazy(
            _("“{label}” is too long: use %(limit_value)d characters or fewer"), label=label
        ),
    }


def line(label: Words, *, longest: int, **options: Any) -> forms.CharField:
    """One line of text."""
    messages = _unfit(label) | options.pop("error_messages", {})
    return forms.CharField(label=label, max_length=longest, error_messages=messages, **options)


def text(label: Words, *, rows: int = 5, required: bool = False, **options: Any) -> ParagraphField:
    """Paragraphs with a counter. A section may be saved before every text is written."""
    messages = _unfit(label) | options.pop("error_messages", {})
    field = ParagraphField(
        label=label,
        rows=rows,
        required=required,
        max_length=options.pop("max_length", LONGEST),
        error_messages=messages,
        **options,
    )
    return marked(field, hide_optional=True)


def minutes(label: Words, **options: Any) -> forms.IntegerField:
    """A duration."""
    field = forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(WIDTH_5),
        error_messages={
            "invalid": _("Enter the minutes as a whole number, such as 90"),
            "min_value": _("Enter the minutes of study as a number above 0, such as 90"),
            "max_value": _("Enter the minutes of study, %(limit_value)d or fewer"),
        },
        **options,
    )
    return marked(field, hide_optional=True, suffix=_("minutes"))


def points(
    label: Words, *, least: int, required: bool = False, **options: Any
) -> forms.IntegerField:
    """A number of points."""
    field = forms.IntegerField(
        label=label,
        required=required,
        min_value=least,
        max_value=MOST_POINTS,
        widget=forms.NumberInput(WIDTH_4),
        error_messages={
            "invalid": _("Enter the points as a whole number, such as 2"),
            "min_value": _("Enter %(limit_value)d or more points"),
            "max_value": _("Enter %(limit_value)d or fewer points"),
            **options.pop("error_messages", {}),
        },
        **options,
    )
    return marked(field, hide_optional=True, suffix=_("points"))


def choices(label: Words, **options: Any) -> forms.MultipleChoiceField:
    """Checkboxes; their choices are given when the form is made."""
    field = forms.MultipleChoiceField(
        label=label,
        required=options.pop("required", False),
        widget=Checkboxes(),
        error_messages={
            "invalid_choice": _("“%(value)s” is not one of the choices"),
            **options.pop("error_messages", {}),
        },
        **options,
    )
    return marked(field, hide_optional=True)


def audience_choices(audiences: list[TargetAudience]) -> list[tuple[str, Any]]:
    """Code and name of each audience."""
    return [(audience.code, str(audience).capitalize()) for audience in audiences]


def unit_choices(
    audiences: list[TargetAudience], *, only: Collection[str] | None = None
) -> list[tuple[str, Any]]:
    """Units in a group for each audience; with `only`, those units and no empty group."""
    groups = [
        (
            str(audience).capitalize(),
            [
                (unit.code, str(unit))
                for unit in _in_order(audience)
                if only is None or unit.code in only
            ],
        )
        for audience in audiences
    ]
    return [(name, units) for name, units in groups if units]


def _in_order(audience: TargetAudience) -> list[CompetencyUnit]:
    return sorted(audience.units.all(), key=lambda unit: unit.order)
