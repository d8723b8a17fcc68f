"""What approvers and staff say about an approver: profession, absences, interests."""

from collections.abc import Iterable
from datetime import date, timedelta

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.forms import fields
from approvals.models import ApproverAbsence, ApproverInterest
from cet_portal.core.forms import DateField, Radios
from cet_portal.scheme.enums import Profession

LONGEST_REASON = ApproverInterest._meta.get_field("reason").max_length
A_YEAR = timedelta(days=366)


class ProfessionForm(forms.Form):
    """Which applications an approver is given."""

    profession = forms.ChoiceField(
        label=_("Profession"),
        choices=[(value, capfirst(label)) for value, label in Profession.choices],
        widget=Radios,
        help_text=_("They are given applications for audiences of this profession."),
        error_messages={
            "required": _("Choose the profession"),
            "invalid_choice": _("Choose one of the professions"),
        },
    )


class AbsenceForm(forms.Form):
    """Days away, the first and the last included."""

    first_day = DateField(
        label=_("First day away"),
        help_text=_("For example, 27 3 2027"),
        error_messages={"required": _("Enter the first day away")},
    )
    last_day = DateField(
        label=_("Last day away"),
        help_text=_("This day is included."),
        error_messages={"required": _("Enter the last day away")},
    )

    def __init__(self, *args, today: date, known: Iterable[ApproverAbsence], **kwargs):
        """`known`: the absences that are entered already."""
        super().__init__(*args, **kwargs)
        self.today, self.known = today, list(known)

    def clean(self):
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first is None or last is None:
            return
        if last < first:
            self.add_error("last_day", _t("The last day away cannot lie before the first"))
        elif last < self.today:
            self.add_error("last_day", _t("These days are over: enter days from today on"))
        elif last - first > A_YEAR:
            self.add_error("last_day", _t("Enter a year or less at once"))
        else:
            self._refuse_overlap(first, last)

    def _refuse_overlap(self, first: date, last: date) -> None:
        for each in self.known:
            same = (each.first_day, each.last_day) == (first, last)
            if not same and each.first_day <= last and each.last_day >= first:
                words = {
                    "first": date_format(each.first_day, "j F Y"),
                    "last": date_format(each.last_day, "j F Y"),
                }
                sentence = _t("%(first)s to %(last)s is entered already: remove it first")
                self.add_error("first_day", sentence % words)
                return


class InterestForm(forms.Form):
    """An interest in a provider."""

    provider = forms.ChoiceField(
        label=_("Provider"),
        error_messages={
            "required": _("Choose the provider"),
            "invalid_choice": _("Choose one of the providers of this list"),
        },
    )
    reason = fields.text(
        _("What is the interest?"),
        rows=3,
        max_length=LONGEST_REASON,
        required=True,
        help_text=_(
            "For example work for the provider, a share in it, or a close friend or relative there."
        ),
        error_messages={"required": _("Say what the interest is")},
    )

    def __init__(self, *args, providers: Iterable[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        known = [(str(key), name) for key, name in providers]
        fields.give_choices(self, "provider", [("", _t("Choose a provider")), *known])
