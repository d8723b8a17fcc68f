"""Forms to plan and to change: a session, an event."""

from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cet_portal.core.clock import LONDON
from cet_portal.core.forms import (
    WIDTH_4,
    WIDTH_10,
    WIDTH_20,
    DateField,
    ParagraphField,
    Radios,
    TimeField,
    WebAddressField,
    YesNoField,
    marked,
)
from sessions_events import queries
from sessions_events.enums import Region
from sessions_events.forms import times
from sessions_events.models import Event, Session
from sessions_events.rules import positions

# A slip of the pen, not a plan: dates this far from today are asked about.
FURTHEST = timedelta(days=3 * 366)
OLDEST = timedelta(days=366)


class PositionField(forms.CharField):
    """Latitude and longitude in one box. Gives a pair of degrees, or None."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Latitude and longitude"),
            required=False,
            max_length=80,
            widget=forms.TextInput(WIDTH_20),
            **kwargs,
        )

    def clean(self, value) -> tuple[float, float] | None:
        try:
            return positions.read(super().clean(value))
        except positions.Wrong as wrong:
            raise ValidationError(str(wrong)) from None


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


class ChangeSessionForm(SessionForm):
    """The same for a session that is there. `version`: the one the form was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)


class EventForm(forms.Form):
    """One approved CET in a session: when, for how many, at which price."""

    cet = forms.ChoiceField(label=_("Which CET?"), error_messages={"required": _("Choose the CET")})
    day = DateField(label=_("Day"), help_text=_("For example, 27 3 2026"))
    last_day = DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Only if the event itself lasts more than one day"),
    )
    starts = TimeField(
        label=_("Start"),
        help_text=_("For example, 6:30pm or 18:30"),
        error_messages={"required": _("Enter when it starts")},
    )
    ends = TimeField(
        label=_("End"),
        help_text=_("For example, 8pm or 20:00"),
        error_messages={"required": _("Enter when it ends")},
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=100_000,
        required=False,
        widget=forms.NumberInput(WIDTH_4),
    )
    price = forms.CharField(
        label=_("Price"),
        max_length=100,
        required=False,
        widget=forms.TextInput(WIDTH_10),
        help_text=_("In your own words: £25, free, free for members"),
    )
    booking_link = WebAddressField(
        label=_("Booking link"),
        max_length=500,
        required=False,
        help_text=_(
            "The address of the page on which people book, for example https://example.org"
        ),
    )
    contact = forms.CharField(
        label=_("Contact"),
        max_length=200,
        required=False,
        help_text=_("Whom people can ask: an e-mail address or a telephone number, shown to all"),
    )
    open_to_all = YesNoField(
        label=_("Who can come?"),
        yes=_("Everybody: show it in the public directory"),
        no=_("Invited people only: do not show it"),
        error_messages={"required": _("Say who can come")},
    )

    def __init__(self, *args, session: Session, cet, **kwargs):
        """`cet`: the applications that can be chosen."""
        super().__init__(*args, **kwargs)
        self.session = session
        self.applications = {application.c_number: application for application in cet}
        choices = [
            (number, f"{number} {application.title}")
            for number, application in self.applications.items()
        ]
        field = cast(forms.ChoiceField, self.fields["cet"])
        if len(choices) > 8:
            field.widget = forms.Select()
        else:
            field.widget = Radios()
        field.choices = choices
        if session.start == session.end:
            del self.fields["last_day"]
            self.fields["day"].initial = session.start
        if len(choices) == 1:
            field.initial = choices[0][0]
        self.fields["open_to_all"].initial = True

    def clean(self):
        super().clean()
        values = self.cleaned_data
        first, last = values.get("day"), values.get("last_day")
        for name, day in (("day", first), ("last_day", last)):
            if day and not self.session.start <= day <= self.session.end:
                self.add_error(name, self._outside())
        if first and last and last < first:
            self.add_error("last_day", _("Last day must be the first day or later"))
        if self.errors:
            return values
        last = values.get("last_day") or values["day"]
        times.put_together(self, first=values["day"], last=last)
        return values

    def _outside(self):
        if self.session.start == self.session.end:
            return _("Day must be the day of the session, %(day)s") % {
                "day": date_format(self.session.start, "j F Y")
            }
        return _("Must be a day of the session: %(first)s to %(last)s") % {
            "first": date_format(self.session.start, "j F Y"),
            "last": date_format(self.session.end, "j F Y"),
        }

    @property
    def application(self):
        """The CET that was chosen."""
        return self.applications[self.cleaned_data["cet"]]

    def details(self) -> dict:
        """The fields of the event besides its times."""
        return {name: self.cleaned_data[name] for name in self.DETAILS}

    DETAILS = ("capacity", "price", "booking_link", "contact", "open_to_all")


class ChangeEventForm(EventForm):
    """Times and details of an event that is there; its CET stays."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    def __init__(self, *args, event: Event, at: datetime, **kwargs):
        super().__init__(*args, session=event.session, cet=[event.application], **kwargs)
        self.event = event
        del self.fields["cet"]
        if event.starts_at <= at:  # distance learning that is open
            self.fields["day"].disabled = self.fields["starts"].disabled = True

    def values(self) -> dict[str, Any]:
        """What `change_event` takes. A time that is shown as before is the one from before."""
        shown = self.initial_of(self.event)
        same_start = all(self.cleaned_data[name] == shown[name] for name in ("day", "starts"))
        last_day = self.cleaned_data.get("last_day") or self.cleaned_data["day"]
        same_end = (last_day, self.cleaned_data["ends"]) == (
            shown["last_day"] or shown["day"],
            shown["ends"],
        )
        return {
            "starts_at": self.event.starts_at if same_start else self.cleaned_data["starts_at"],
            "ends_at": self.event.ends_at if same_end else self.cleaned_data["ends_at"],
            **self.details(),
        }

    @staticmethod
    def initial_of(event: Event) -> dict[str, Any]:
        """The event as this form shows it."""
        starts, ends = event.starts_at.astimezone(LONDON), event.ends_at.astimezone(LONDON)
        details = {name: getattr(event, name) for name in EventForm.DETAILS}
        return {
            **details,
            "day": starts.date(),
            "last_day": ends.date() if ends.date() != starts.date() else None,
            "starts": starts.time().replace(second=0, microsecond=0),
            "ends": ends.time().replace(second=0, microsecond=0),
            "version": event.version,
        }


class CancelForm(forms.Form):
    """Why an event does not take place."""

    reason = ParagraphField(
        label=_("Why is it cancelled?"),
        max_length=1000,
        rows=3,
        error_messages={"required": _("Say why the event is cancelled")},
    )


class NotHeldForm(forms.Form):
    """Why an event did not take place."""

    reason = ParagraphField(
        label=_("Why did it not take place?"),
        max_length=1000,
        rows=3,
        help_text=_("GOC staff read this."),
        error_messages={"required": _("Say why the event did not take place")},
    )
