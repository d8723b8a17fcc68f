"""A session to plan: a place and a period."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_20, DateField, ParagraphField, YesNoField, marked
from sessions_events import queries
from sessions_events.enums import Region
from sessions_events.forms.positions import PositionField
from sessions_events.models import Session
from sessions_events.rules import positions

# A slip of the pen, not a plan: dates this far from today are asked about.
FURTHEST = timedelta(days=3 * 366)
OLDEST = timedelta(days=366)


class SessionForm(forms.Form):
    """A place and a period. `today` is what dates are measured from."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("For example, Leeds spring evening")
    )
    online = YesNoField(
        label=_("Where does it take place?"),
        yes=_("Online"),
        no=_("At a venue"),
        error_messages={"required": _("Say whether it is online or at a venue")},
    )
    venue = forms.CharField(
        label=_("Venue"), max_length=200, required=False, help_text=_("Needed unless it is online")
    )
    address = ParagraphField(label=_("Address"), rows=3, max_length=500, required=False)
    town = forms.CharField(
        label=_("Town or city"),
        max_length=100,
        required=False,
        widget=forms.TextInput(WIDTH_20),
        help_text=_("Needed unless it is online"),
    )
    region = forms.ChoiceField(
        label=_("Region"),
        choices=[("", _("That of the town")), *Region.choices],
        required=False,
    )
    position = PositionField(
        help_text=_(
            "For people who search by distance: for example 53.7997, -1.5492. Leave it empty to "
            "have that of the town."
        )
    )
    start = DateField(label=_("First day"), help_text=_("For example, 27 3 2026"))
    end = DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave this empty if the session lasts one day"),
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("venue", "town"):
            marked(self.fields[name], hide_optional=True)

    def clean_start(self):
        start = self.cleaned_data["start"]
        if start == self.initial.get("start"):  # an old session that stays where it was
            return start
        if start and not self.today - OLDEST <= start <= self.today + FURTHEST:
            raise ValidationError(
                _("First day must be within the last year or the next three years")
            )
        return start

    def clean(self):
        super().clean()
        values = self.cleaned_data
        start, end = values.get("start"), values.get("end")
        if start and not end and "end" not in self.errors:
            values["end"] = start
        elif start and end and end < start:
            self.add_error("end", _("Last day must be the first day or later"))
        elif start and end and end - start > FURTHEST:
            self.add_error("end", _("Last day must be within three years of the first day"))
        if values.get("online") is False:
            for name, sentence in (
                ("venue", _("Enter the venue, or choose online")),
                ("town", _("Enter the town or city, or choose online")),
            ):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return values

    def values(self) -> dict[str, Any]:
        """What `plan_session` takes. Online there is no place."""
        values = {name: value for name, value in self.cleaned_data.items() if name in self.SAVED}
        position = self.cleaned_data.get("position")
        if values["online"]:
            values |= {"venue": "", "address": "", "town": "", "region": ""}
            position = None
        values["latitude"], values["longitude"] = position or (None, None)
        return values

    SAVED = ("name", "online", "venue", "address", "town", "region", "start", "end")

    @staticmethod
    def initial_of(session: Session) -> dict[str, Any]:
        """The session as this form shows it. What came from the town is not shown: another town
        has others."""
        own = {name: getattr(session, name) for name in SessionForm.SAVED}
        if session.start == session.end:
            own["end"] = None
        typed = queries.typed_place(session)
        position = positions.say(typed["latitude"], typed["longitude"])
        return {
            **own,
            "region": typed["region"],
            "position": position,
            "version": session.version,
        }
