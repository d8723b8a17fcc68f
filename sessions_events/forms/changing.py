"""A session or an event that is there, to be changed."""

from datetime import datetime
from typing import Any

from django import forms

from cet_portal.core.clock import LONDON
from sessions_events.forms.events import EventForm
from sessions_events.forms.sessions import SessionForm
from sessions_events.models import Event


class ChangeSessionForm(SessionForm):
    """The same for a session that is there. `version`: the one the form was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)


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
