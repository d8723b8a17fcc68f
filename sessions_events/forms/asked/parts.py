"""What the forms share: competency units, a day to come."""

from datetime import date, datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.clock import london_date
from cet_portal.core.forms import Checkboxes, marked
from cet_portal.scheme import limits
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience
from sessions_events.queries import asking as queries

UNITS = "units_"


class WithUnits(forms.Form):
    """A form with the competency units of each audience, under names that begin with `UNITS`."""

    def add_units(self, audiences=None, *, hint="") -> None:
        """A question for each of these audiences, by default for all."""
        for audience in scheme_queries.audiences():
            if audiences is not None and audience.code not in audiences:
                continue
            name = f"{UNITS}{audience.code.lower()}"
            self.fields[name] = marked(
                forms.MultipleChoiceField(
                    label=_("Competency units of %(audience)s")
                    % {"audience": Audience(audience.code).label},
                    choices=[
                        (unit.code, str(unit))
                        for unit in sorted(audience.units.all(), key=lambda unit: unit.order)
                    ],
                    required=False,
                    widget=Checkboxes(small=True),
                    help_text=hint,
                ),
                hide_optional=True,
            )

    def units(self) -> list[str]:
        """All units chosen, in the order of the questions."""
        return [
            unit
            for name in self.fields
            if name.startswith(UNITS)
            for unit in self.cleaned_data.get(name) or []
        ]

    @staticmethod
    def initial_units(units: list[str]) -> dict[str, list[str]]:
        """What was chosen before, under the names of the questions."""
        found: dict[str, list[str]] = {}
        for unit, audience in queries.audience_of_unit().items():
            if unit in units:
                found.setdefault(f"{UNITS}{audience.lower()}", []).append(unit)
        return found


def refuse_day(form: forms.Form, name: str, day: date, now: datetime) -> None:
    """An error at this field for a day that is past, or too far ahead."""
    today = london_date(now)
    if day < today:
        form.add_error(name, _("Choose a day to come: nothing is ever approved afterwards"))
    elif day > today + timedelta(days=limits.ASK_AHEAD_DAYS):
        form.add_error(name, _("Choose a day within the next 12 months"))
