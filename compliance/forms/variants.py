"""Drafting a variant of a scheme version, and choosing what to rehearse."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_3, Checkboxes, ParagraphField, Radios, marked
from compliance.enums import VariantStatus
from compliance.forms.figures import PointsField, ShareField, YearsField
from compliance.rules.figure_words import LABELS, METHODS, PARTS, POINTS, SCHEMES, say
from compliance.rules.figures import Figures, MonthMethod, figures_as_plain
from compliance.rules.variants import (
    EMPTY_LIST,
    MOST,
    UNIT_LISTS,
    completed,
    differences,
    names_of,
    problems,
)

AUDIENCE_OF = {
    "units_optometrist": "OPTOMETRIST",
    "units_dispensing_optician": "DISPENSING_OPTICIAN",
    "units_contact_lens": "CONTACT_LENS_OPTICIAN",
    "units_therapeutic": "THERAPEUTIC_PRESCRIBER",
}
ASKS_UNITS = "asks_units"
FIELDS = ("name", "legal_source", "purpose")


class VariantForm(forms.Form):
    """The name and the source of a variant, and every figure of its scheme version.

    `base`: the figures of the scheme version; `shown`: those to begin with; `units`: the
    competency units there are, each with code, name and audience.
    """

    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    name = forms.CharField(
        label=_("Name"),
        help_text=_("Such as “30 points from 2028”."),
        max_length=100,
    )
    legal_source = forms.CharField(
        label=_("Legal source"),
        help_text=_("The rule, the consultation or the decision of Council that it would rest on."),
        max_length=300,
    )
    purpose = ParagraphField(label=_("What it is for"), required=False, max_length=2000, rows=3)

    def __init__(
        self,
        *args,
        base: Figures,
        shown: Figures,
        units: Iterable[Any],
        initial: Mapping[str, Any] | None = None,
        **kwargs,
    ):
        self.base, self.shown = base, shown
        units = list(units)
        self.known_units = {unit.code for unit in units}
        names = names_of(base.scheme)
        values = {name: getattr(shown, name) for name in names}
        values[ASKS_UNITS] = any(getattr(shown, name) for name in UNIT_LISTS)
        super().__init__(*args, initial={**values, **(initial or {})}, **kwargs)
        for name in names:
            if name == UNIT_LISTS[0]:
                self.fields[ASKS_UNITS] = forms.BooleanField(
                    label=_("Ask for competency units"), required=False
                )
            self.fields[name] = _field(name, getattr(base, name), units)

    @property
    def groups(self) -> Iterator[dict[str, Any]]:
        """Each part of the scheme version with its fields, for the page."""
        for part, names in PARTS:
            fields = [self[name] for name in names if name in self.fields]
            if UNIT_LISTS[0] in names and fields:
                fields.insert(0, self[ASKS_UNITS])
            if fields:
                yield {"heading": part, "fields": fields}

    @property
    def about(self) -> list[forms.BoundField]:
        """What the variant is called and rests on."""
        return [self[name] for name in FIELDS]

    def saved_version(self) -> int:
        """The version the form was opened with; 0, which no draft has, if it cannot be read."""
        version = str(self.cleaned_data.get("version") or "")
        return int(version) if version.isascii() and version.isdecimal() else 0

    def clean(self) -> dict[str, Any]:
        """Every figure is looked at with the others; each problem stands at its field."""
        found = super().clean() or self.cleaned_data
        self._drop_units(found)
        figures = self._figures(found)
        for name, sentence in problems(figures, self.known_units):
            if name in self.fields and name not in self.errors:
                self.add_error(name, sentence)
        if not self.errors and not differences(self.base, figures):
            self.add_error(
                None,
                _("Nothing differs from the scheme version as it is: change at least one figure"),
            )
        return found

    def _drop_units(self, found: dict[str, Any]) -> None:
        """Without units no list says anything; with them none is empty."""
        for name in UNIT_LISTS:
            if not found.get(ASKS_UNITS):
                found[name] = ()
                self.errors.pop(name, None)
            elif name in found and not found[name]:
                self.add_error(name, EMPTY_LIST % {"label": LABELS[name]})

    def _figures(self, found: Mapping[str, Any]) -> Figures:
        """Where a field is wrong its figure is that of the scheme version."""
        typed = {
            name: tuple(found[name]) if name in UNIT_LISTS else found[name]
            for name in names_of(self.base.scheme)
            if name in found
        }
        return completed(replace(self.base, **typed))

    def figures(self) -> Figures:
        """What was typed, once it is valid."""
        return self._figures(self.cleaned_data)

    def values(self) -> dict[str, Any]:
        """What is saved of the variant."""
        return {
            **{name: self.cleaned_data[name] for name in FIELDS},
            "figures": figures_as_plain(self.figures()),
        }

    def said(self) -> dict[str, tuple[str, str]]:
        """Everything typed as people read it, with its label: to compare two editors."""
        return said({name: self.cleaned_data[name] for name in FIELDS}, self.figures())


def said(values: Mapping[str, str], figures: Figures) -> dict[str, tuple[str, str]]:
    """The label and the words of each answer, by name."""
    told = {name: (str(VariantForm.base_fields[name].label), values[name]) for name in FIELDS}
    for name in names_of(figures.scheme):
        told[name] = (str(LABELS[name]), say(name, getattr(figures, name)))
    return told


def _field(name: str, value: Any, units: list[Any]) -> forms.Field:
    """A field for a figure, by the kind of its value."""
    label = LABELS[name]
    if name in UNIT_LISTS:
        return _units_field(name, units)
    if isinstance(value, MonthMethod):
        return forms.TypedChoiceField(
            label=label, choices=list(METHODS.items()), coerce=MonthMethod, widget=Radios()
        )
    if isinstance(value, bool):
        return forms.BooleanField(label=label, required=False)
    if name in POINTS:
        return PointsField(
            label=label,
            help_text=_("Such as 1, or 5/6 for 30 points in 36 months. Parts are dropped."),
        )
    if isinstance(value, Fraction):
        return ShareField(label=label, help_text=_("Such as 1/2, 0.5 or 50%. Parts are dropped."))
    if isinstance(value, tuple):
        return YearsField(label=label)
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST[name],
        widget=forms.TextInput({**WIDTH_3, "inputmode": "numeric", "autocomplete": "off"}),
    )


def _units_field(name: str, units: list[Any]) -> forms.Field:
    own = [unit for unit in units if unit.audience.code == AUDIENCE_OF[name]]
    field = forms.TypedMultipleChoiceField(
        label=LABELS[name],
        choices=[(unit.code, str(unit)) for unit in own],
        coerce=str,
        empty_value=(),
        required=False,
        widget=Checkboxes(small=True),
        error_messages={"invalid_choice": _("%(value)s is no competency unit of this list")},
    )
    return marked(field, hide_optional=True)


class VariantFilter(forms.Form):
    """Which variants of the list."""

    hide_optional = True
    base = forms.ChoiceField(
        label=_("Scheme version"), required=False, choices=[("", _("All")), *SCHEMES.items()]
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *VariantStatus.choices]
    )


class RehearseForm(forms.Form):
    """Which cycle."""

    cycle = marked(
        forms.ChoiceField(label=_("Cycle"), widget=Radios()),
        hide_optional=True,
    )

    def __init__(self, *args, cycles: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cycle"].choices = [(name, name.replace("-", " to ")) for name in cycles]
        if cycles:
            self.fields["cycle"].initial = cycles[0]
