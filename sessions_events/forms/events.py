"""An event to plan: approved CET in a session."""

from typing import cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import (
    WIDTH_4,
    WIDTH_10,
    DateField,
    Radios,
    TimeField,
    WebAddressField,
    YesNoField,
)
from sessions_events.forms import times
from sessions_events.models import Session


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
