"""The request for CET outside the UK."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.clock import london_date, london_instant
from cet_portal.core.forms import (
    WIDTH_4,
    WIDTH_20,
    AttachmentField,
    DateField,
    ParagraphField,
    Radios,
    marked,
)
from cet_portal.scheme import limits
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.models import Modality
from sessions_events.enums import ForeignScheme
from sessions_events.forms.asked.parts import UNITS, WithUnits, refuse_day
from sessions_events.queries import asking as queries


class NonUkForm(WithUnits):
    """A request for CET outside the UK. `person_id`: whose; `now`: it has to lie after this
    instant; `has_programme`: there is a file already."""

    title = forms.CharField(label=_("Name of the event"), max_length=150)
    body = forms.CharField(label=_("Who runs it?"), max_length=150)
    country = forms.CharField(label=_("Country"), max_length=80, widget=forms.TextInput(WIDTH_20))
    town = forms.CharField(
        label=_("Town or city"), max_length=100, widget=forms.TextInput(WIDTH_20)
    )
    first = DateField(label=_("First day"), help_text=_("For example, 27 3 2027"))
    last = DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave this empty if it lasts one day"),
    )
    scheme = forms.ChoiceField(
        label=_("Which scheme has approved it there?"),
        choices=ForeignScheme.choices,
        widget=Radios(),
        error_messages={"required": _("Say which scheme has approved it, or choose another one")},
    )
    other_scheme = forms.CharField(
        label=_("Which other scheme, or why none?"),
        max_length=200,
        required=False,
        help_text=_("Needed if it is another one"),
    )
    modality = forms.ModelChoiceField(
        label=_("How do people learn?"),
        queryset=Modality.objects.none(),
        empty_label=None,
        widget=Radios(),
        error_messages={"required": _("Say how people learn")},
    )
    minutes = marked(
        forms.IntegerField(
            label=_("How much of it is learning?"),
            min_value=limits.LEAST_MINUTES,
            max_value=20_000,
            widget=forms.TextInput({**WIDTH_4, "inputmode": "numeric"}),
            help_text=_("Without breaks; at least 60 minutes"),
            error_messages={"min_value": _("CET takes at least one hour (60 minutes)")},
        ),
        suffix=_("minutes"),
    )
    learning = ParagraphField(
        label=_("What will you learn?"),
        max_length=3000,
        help_text=_("The sessions that you will attend, and what you will be able to do."),
    )
    points_asked = marked(
        forms.IntegerField(
            label=_("How many points do you ask for?"),
            min_value=1,
            max_value=limits.NON_UK_MOST_POINTS,
            widget=forms.TextInput({**WIDTH_4, "inputmode": "numeric"}),
        ),
        suffix=_("points"),
    )
    interactive_asked = marked(
        forms.IntegerField(
            label=_("How many of them are interactive?"),
            min_value=0,
            max_value=limits.NON_UK_MOST_POINTS,
            widget=forms.TextInput({**WIDTH_4, "inputmode": "numeric"}),
            help_text=_("Enter 0 if you only listen."),
        ),
        suffix=_("points"),
    )
    interaction = ParagraphField(
        label=_("How do you interact with others there?"),
        max_length=2000,
        required=False,
        help_text=_("Needed for interactive points"),
    )
    programme = AttachmentField(label=_("Programme of the event"), max_length=255)

    def __init__(self, *args, person_id: int, now: datetime, has_programme=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.person_id, self.now = person_id, now
        self.fields["modality"].queryset = scheme_queries.modalities().filter(distance=False)
        for name in ("other_scheme", "interaction"):
            marked(self.fields[name], hide_optional=True)
        if has_programme:
            self.fields["programme"].required = False
            self.fields["programme"].help_text = _("Leave this empty to keep the file you sent.")
        self.add_units()

    def clean(self):
        super().clean()
        values = self.cleaned_data
        first = values.get("first")
        last = values.get("last") or first
        if first:
            refuse_day(self, "first", first, self.now)
        if first and london_instant(first, time()) <= self.now and "first" not in self.errors:
            self.add_error(
                "first",
                _("Choose a day to come: ask before it begins. CET is never approved afterwards"),
            )
        if first and last and last < first and "last" not in self.errors:
            self.add_error("last", _("Last day must be the first day or later"))
        elif first and last and last - first > timedelta(days=31):
            self.add_error("last", _("Last day must be within a month of the first day"))
        if values.get("scheme") == ForeignScheme.OTHER and not values.get("other_scheme"):
            self.add_error("other_scheme", _("Say which scheme it is, or why there is none"))
        asked, interactive = values.get("points_asked"), values.get("interactive_asked")
        if asked and interactive and interactive > asked:
            self.add_error(
                "interactive_asked",
                _("Interactive points are part of the total, so they cannot be more"),
            )
        if interactive and not values.get("interaction"):
            self.add_error("interaction", _("Say how you interact: interactive points need it"))
        if not self.units():
            first_units = next(name for name in self.fields if name.startswith(UNITS))
            self.add_error(first_units, _("Choose at least one competency unit"))
        if first and last and not self.errors and not queries.numbers_on([self.person_id], last):
            self.add_error("first", _("You are not on the register on that day"))
        return values

    def values(self) -> dict[str, Any]:
        """What `ask_non_uk` takes as its values: whole days, as London's clocks show them."""
        cleaned = self.cleaned_data
        last = cleaned["last"] or cleaned["first"]
        return {
            **{name: cleaned[name] for name in self.SAVED},
            "starts_at": london_instant(cleaned["first"], time()),
            "ends_at": london_instant(last, time(23, 59)),
            "units": self.units(),
        }

    SAVED = (
        "title",
        "body",
        "country",
        "town",
        "scheme",
        "other_scheme",
        "modality",
        "minutes",
        "learning",
        "points_asked",
        "interactive_asked",
        "interaction",
    )

    @classmethod
    def initial_of(cls, asked) -> dict[str, Any]:
        """The answers of a request that was made before."""
        return {
            **{name: getattr(asked, name) for name in cls.SAVED},
            "modality": asked.modality_id,
            "first": london_date(asked.starts_at),
            "last": london_date(asked.ends_at),
            **cls.initial_units(asked.units),
        }
