"""What somebody thinks of, in the address of the planner."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.forms import VersionField, marked, say_what_is_missing
from cet_portal.scheme import places
from cet_portal.scheme.enums import Specialty
from cet_portal.scheme.forms import PlaceField
from compliance.rules import Period
from compliance.rules.planning import Change
from sessions_events.enums import Attendance
from sessions_events.forms.searching import RADII, DayField
from sessions_events.queries.searching import Search

WAYS = (Attendance.VENUE, Attendance.ANYWHERE, Attendance.ONLINE, Attendance.DISTANCE)
LONGEST_PLACE = 100
EXAMPLE = gettext_lazy("For example, 30 4 2027")
NOTHING_CHOSEN = gettext_lazy("Tick an event or think of a change first")
# Days of a change.
DAYS = ("specialty_from", "break_from", "break_until", "leaving_on")


class PlannerForm(forms.Form):
    """Where and when to look, and what might change. A wrong value gets a sentence at its field;
    the others count all the same."""

    place = PlaceField(
        label=gettext_lazy("Near which place?"),
        help_text=gettext_lazy("A town or city in the United Kingdom"),
    )
    within = forms.TypedChoiceField(
        label=gettext_lazy("Within"),
        choices=[("", gettext_lazy("Any distance"))]
        + [(radius, gettext_lazy("%(miles)d miles") % {"miles": radius}) for radius in RADII],
        coerce=int,
        empty_value=None,
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How to take part"),
        choices=[("", gettext_lazy("In any way")), *((way.value, way.label) for way in WAYS)],
    )
    until = DayField(label=gettext_lazy("Until"), help_text=EXAMPLE)
    annual = forms.BooleanField(
        label=gettext_lazy("Close the gaps of each year as well"), required=False
    )
    specialty = forms.ChoiceField(label=gettext_lazy("A specialty that you will add"))
    specialty_from = DayField(label=gettext_lazy("From which day?"), help_text=EXAMPLE)
    break_from = DayField(label=gettext_lazy("First day off the register"), help_text=EXAMPLE)
    break_until = DayField(label=gettext_lazy("Last day off the register"), help_text=EXAMPLE)
    leaving_on = DayField(label=gettext_lazy("Your last day on the register"), help_text=EXAMPLE)

    def __init__(
        self, data=None, *, specialties: Sequence[Specialty], period: Period, today: date, **kwargs
    ):
        super().__init__(data, **kwargs)
        self.period, self.today = period, today
        if specialties:
            field: Any = self.fields["specialty"]
            field.choices = [("", _("None")), *((each.value, each.label) for each in specialties)]
        else:
            del self.fields["specialty"], self.fields["specialty_from"]
        for field in self.fields.values():
            field.required = False
            marked(field, hide_optional=True)
        say_what_is_missing(self)

    def clean(self):
        super().clean()
        values = self.cleaned_data
        if values.get("within") and not values.get("place") and "place" not in self.errors:
            self.add_error("place", _("Enter the place to measure from, or choose any distance"))
        self._check_days(values)
        self._check_specialty(values)
        self._check_order(values)
        return values

    def _check_days(self, values: dict[str, Any]) -> None:
        last = self.period.last_day
        for name in DAYS:
            day = values.get(name)
            if day is None:
                continue
            if day < self.today:
                self.add_error(
                    name, _("“%(label)s”: enter today or a later day") % {"label": self[name].label}
                )
            elif day > last and name != "break_until":
                self.add_error(
                    name,
                    _("“%(label)s”: enter a day of this cycle, which ends on %(day)s")
                    % {"label": self[name].label, "day": date_format(last, "j F Y")},
                )
        until = values.get("until")
        if until and until < self.today:
            self.add_error("until", _("Until must be today or later"))

    def _check_specialty(self, values: dict[str, Any]) -> None:
        if "specialty" not in self.fields:
            return
        day_said = values.get("specialty_from") or "specialty_from" in self.errors
        if values.get("specialty") and not day_said:
            self.add_error("specialty_from", _("Enter the day from which you will have it"))
        if day_said and not values.get("specialty") and "specialty" not in self.errors:
            self.add_error("specialty", _("Choose the specialty, or leave its day empty"))

    def _check_order(self, values: dict[str, Any]) -> None:
        first, until = values.get("break_from"), values.get("break_until")
        if first and not until and "break_until" not in self.errors:
            self.add_error("break_until", _("Enter the last day of the break"))
        if until and not first and "break_from" not in self.errors:
            self.add_error("break_from", _("Enter the first day of the break"))
        if first and until and until < first:
            self.add_error("break_until", _("The last day must be the first one, or later"))
        leaving = values.get("leaving_on")
        if leaving and until and first and leaving <= until:
            self.add_error(
                "leaving_on", _("You would be off the register then: leave after the break")
            )
        starts = values.get("specialty_from")
        if leaving and starts and starts > leaving:
            self.add_error("specialty_from", _("You would have left the register by then"))

    def search(self) -> Search:
        """Where and when to look, as far as it can be read."""
        values = self._read()
        place = values.get("place")
        return Search(
            place=place,
            within=values.get("within") if place else None,
            how=values.get("how") or "",
            last=values.get("until"),
        )

    def change(self) -> Change:
        """What might change, as far as it is whole and right."""
        values = self._read()
        specialty, specialty_from = values.get("specialty"), values.get("specialty_from")
        first, until = values.get("break_from"), values.get("break_until")
        return Change(
            specialty=specialty if specialty and specialty_from else "",
            specialty_from=specialty_from if specialty else None,
            break_from=first if until else None,
            break_until=until if first else None,
            leaving_on=values.get("leaving_on"),
        )

    @property
    def annual_too(self) -> bool:
        return bool(self._read().get("annual"))

    def _read(self) -> dict[str, Any]:
        if not self.is_bound:
            return {}
        self.is_valid()
        return self.cleaned_data

    @property
    def other_places(self) -> list[str]:
        """Names to choose from where the typed one is not one place."""
        if not self.is_bound or "place" not in self.errors:
            return []
        return places.find(self.data.get("place", "")[:LONGEST_PLACE]).choices

    @property
    def where(self) -> list:
        """The fields that most people need."""
        return [self[name] for name in ("place", "within")]

    @property
    def more(self) -> list:
        """The other fields of where and when."""
        return [self[name] for name in ("how", "until", "annual")]

    @property
    def changes(self) -> list:
        """The fields of what might change."""
        names = ("specialty", "specialty_from", "break_from", "break_until", "leaving_on")
        return [self[name] for name in names if name in self.fields]

    @property
    def has_more(self) -> bool:
        """Is anything chosen, or wrong, among the fields that are folded away?"""
        return self._is_any(self.more)

    @property
    def has_changes(self) -> bool:
        """Is anything said, or wrong, among what might change?"""
        return self._is_any(self.changes)

    def _is_any(self, fields: list) -> bool:
        return any(self.data.get(field.html_name) or field.errors for field in fields)


class SavePlanForm(forms.Form):
    """A name for what was chosen. `version`: of the plan that it replaces on purpose."""

    version = VersionField()
    name = forms.CharField(
        label=gettext_lazy("Name of the plan"),
        max_length=60,
        error_messages={"required": gettext_lazy("Enter a name for the plan")},
    )
    choice = forms.CharField(
        widget=forms.HiddenInput,
        max_length=2000,
        error_messages={
            "required": NOTHING_CHOSEN,
            "max_length": gettext_lazy("There are too many events on this plan to save it"),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_what_is_missing(self)
