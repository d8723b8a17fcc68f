"""How far a rehearsal moves the clock, and a day that shall not count. What may be is for
core.rehearsal and core.days_off to say."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cet_portal.core import days_off
from cet_portal.core.forms import WIDTH_4, DateField, Radios
from cet_portal.core.models import BankHoliday, WhyOff
from cet_portal.core.rehearsal import MOST_DAYS
from cet_portal.core.workdays import Holidays

WHOLE_DAYS = format_lazy(_("Enter a whole number of days between 1 and {most}"), most=MOST_DAYS)


class DaysForm(forms.Form):
    """Forward by a number of days."""

    days = forms.IntegerField(
        label=_("Number of days"),
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.TextInput({**WIDTH_4, "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WHOLE_DAYS),
    )


class DateForm(forms.Form):
    """Forward to a date."""

    day = DateField(label=_("New date"), help_text=_("For example, 31 12 2027"))


class DayOffForm(forms.Form):
    """A day that shall not count, its name and why."""

    day = DateField(label=_("Date"), help_text=_("For example, 29 4 2027"))
    name = forms.CharField(
        label=_("Name of the day"),
        max_length=BankHoliday._meta.get_field("name").max_length,
        help_text=_("Everybody reads it in the sum of a due date, among the days left out."),
    )
    why = forms.ChoiceField(
        label=_("Why it does not count"),
        error_messages={"required": _("Select why the day does not count")},
        choices=[(each.value, each.label) for each in (WhyOff.PROCLAIMED, WhyOff.CLOSURE)],
        widget=Radios(
            hints={
                WhyOff.PROCLAIMED: _("A bank holiday that was proclaimed for England and Wales."),
                WhyOff.CLOSURE: _("The GOC is closed, and staff choose not to count the day."),
            }
        ),
    )

    def __init__(self, *arguments, today: date, off: Holidays, **named):
        super().__init__(*arguments, **named)
        self.today, self.off = today, off

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        refusal = days_off.may_add(day, today=self.today, off=self.off)
        if refusal:
            raise ValidationError(str(refusal))
        return day


class YearForm(forms.Form):
    """Which year of the calendar is shown."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False)

    def __init__(self, *arguments, years: list[int], **named):
        super().__init__(*arguments, **named)
        self.fields["year"].hide_optional = True
        self.fields["year"].choices = [(year, str(year)) for year in years]
