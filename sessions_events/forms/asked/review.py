"""The request for peer review that a registrant leads."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.clock import LONDON, london_date
from cet_portal.core.forms import (
    WIDTH_20,
    DateField,
    ParagraphField,
    Radios,
    TimeField,
    YesNoField,
    marked,
)
from cet_portal.scheme import limits
from cet_portal.scheme.enums import Audience
from sessions_events.enums import ReviewAbout
from sessions_events.forms import times
from sessions_events.forms.asked.parts import UNITS, WithUnits, refuse_day
from sessions_events.queries import asking as queries
from sessions_events.rules import groups

MOST_OBJECTIVES, LONGEST_OBJECTIVE = 6, 500


class PeerReviewForm(WithUnits):
    """A request for peer review. `leader_id`: whose; `now`: it has to lie after this instant."""

    title = forms.CharField(
        label=_("Topic"), max_length=150, help_text=_("For example, Referral of suspicious discs")
    )
    about = forms.ChoiceField(
        label=_("What is it about?"),
        choices=ReviewAbout.choices,
        widget=Radios(
            hints={
                ReviewAbout.GENERAL: _("Everybody earns general points."),
                ReviewAbout.CONTACT_LENS: _(
                    "Contact lens opticians earn contact lens points, everybody else general ones."
                ),
                ReviewAbout.THERAPEUTIC: _(
                    "Therapeutic prescribers earn therapeutic points, everybody else general ones."
                ),
            }
        ),
        error_messages={"required": _("Say what it is about")},
    )
    scenario = ParagraphField(
        label=_("Cases or scenario"),
        max_length=4000,
        help_text=_("What the group will discuss. No names of patients."),
    )
    objectives = ParagraphField(
        label=_("Learning objectives"),
        rows=4,
        max_length=3000,
        help_text=_("One a line, at most six: what everybody can do afterwards."),
    )
    day = DateField(label=_("Day"), help_text=_("For example, 27 3 2027"))
    starts = TimeField(label=_("Begins"), help_text=_("For example, 6:30pm"))
    ends = TimeField(label=_("Ends"), help_text=_("At least one hour later"))
    online = YesNoField(
        label=_("Where does it take place?"),
        yes=_("Online, by live video"),
        no=_("In one place"),
        error_messages={"required": _("Say whether it is online or in one place")},
    )
    channel = forms.CharField(
        label=_("Video service"),
        max_length=200,
        required=False,
        help_text=_("Needed if it is online"),
    )
    venue = forms.CharField(
        label=_("Venue"), max_length=200, required=False, help_text=_("Needed unless it is online")
    )
    town = forms.CharField(
        label=_("Town or city"),
        max_length=100,
        required=False,
        widget=forms.TextInput(WIDTH_20),
        help_text=_("Needed unless it is online"),
    )
    people = ParagraphField(
        label=_("Who else takes part?"),
        rows=9,
        max_length=2500,
        help_text=_(
            "One person a line: registration number, then surname, for example 01-12345 Smith. "
            "Three to nine people; you are in the group already."
        ),
        error_messages={"required": _("Name three to nine people")},
    )

    def __init__(self, *args, leader_id: int, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.leader_id, self.now = leader_id, now
        for name in ("venue", "town", "channel"):
            marked(self.fields[name], hide_optional=True)
        self.add_units(hint=_("At least one, if somebody of the group is one of them."))

    def clean_objectives(self):
        text = self.cleaned_data["objectives"]
        lines = groups.objectives_in(text)
        if not lines:
            raise forms.ValidationError(_("Write at least one learning objective"))
        if len(lines) > MOST_OBJECTIVES:
            raise forms.ValidationError(_("Write at most six learning objectives, one a line"))
        if any(len(line) > LONGEST_OBJECTIVE for line in lines):
            raise forms.ValidationError(_("Use 500 characters or fewer for each objective"))
        return text

    def clean(self):
        super().clean()
        values = self.cleaned_data
        day = values.get("day")
        if day and values.get("starts") and values.get("ends"):
            times.put_together(self, first=day, last=day)
        elif day:
            refuse_day(self, "day", day, self.now)
        if values.get("starts_at") and values.get("ends_at"):
            self._refuse_times()
        self._refuse_place()
        if day and "people" in values:
            self._refuse_group(day)
        return values

    def _refuse_times(self) -> None:
        starts_at, ends_at = self.cleaned_data["starts_at"], self.cleaned_data["ends_at"]
        if starts_at <= self.now and "day" not in self.errors:
            self.add_error(
                "day", _("Choose a day to come: peer review is never approved afterwards")
            )
        elif "day" not in self.errors:
            refuse_day(self, "day", self.cleaned_data["day"], self.now)
        too_short = ends_at - starts_at < timedelta(minutes=limits.LEAST_MINUTES)
        if too_short and "ends" not in self.errors:
            self.add_error("ends", _("Peer review lasts at least one hour"))

    def _refuse_place(self) -> None:
        needed = {
            True: [("channel", _("Enter the video service, or choose one place"))],
            False: [
                ("venue", _("Enter the venue, or choose online")),
                ("town", _("Enter the town or city, or choose online")),
            ],
        }
        for name, sentence in needed.get(self.cleaned_data.get("online"), []):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, sentence)

    def _refuse_group(self, day: date) -> None:
        people, wrong = groups.named(self.cleaned_data["people"])
        size = groups.size_problem(len(people) + 1)
        group, unknown = queries.checked_group(self.leader_id, people, day)
        for sentence in [*wrong, *unknown, *([size] if size and not wrong else [])]:
            self.add_error("people", sentence)
        self.cleaned_data["named"] = people
        about = self.cleaned_data.get("about")
        if self.errors.get("people") or not about:
            return
        if groups.nobody_holds_it(group, about):
            self.add_error("about", _("Nobody of the group holds this specialty on that day"))
            return
        audiences = groups.audiences_of(group, about)
        missing = groups.units_missing(audiences, self.units(), queries.audience_of_unit())
        for audience in missing:
            sentence = _("Choose at least one unit: there are %(audience)s in the group")
            name = f"{UNITS}{audience.lower()}"
            self.add_error(name, sentence % {"audience": Audience(audience).label})

    def values(self) -> dict[str, Any]:
        """What `ask_review` takes as its values."""
        cleaned = self.cleaned_data
        values = {name: cleaned[name] for name in self.SAVED}
        if cleaned["online"]:
            values |= {"venue": "", "town": ""}
        else:
            values["channel"] = ""
        return {**values, "units": self.units()}

    SAVED = (
        "title",
        "about",
        "scenario",
        "objectives",
        "starts_at",
        "ends_at",
        "online",
        "venue",
        "town",
        "channel",
    )

    @classmethod
    def initial_of(cls, review) -> dict[str, Any]:
        """The answers of a request that was made before."""
        others = review.participants.filter(order__gt=0).order_by("order")
        starts_at = review.starts_at.astimezone(LONDON)
        return {
            **{name: getattr(review, name) for name in cls.SAVED},
            "day": london_date(starts_at),
            "starts": starts_at.time(),
            "ends": review.ends_at.astimezone(LONDON).time(),
            "people": "\n".join(f"{each.number} {each.surname}" for each in others),
            **cls.initial_units(review.units),
        }
