"""Filters of lists, kept in the address."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.enums import ApplicationStatus
from approvals.forms import fields
from approvals.queries.lists import NOBODY
from cet_portal.core import typed
from cet_portal.core.forms import DateField, marked


class Filter(forms.Form):
    """What cannot be read filters nothing, and is said at its field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            marked(field, hide_optional=True)

    def values(self) -> dict[str, Any]:
        """What was chosen, by field; empty where nothing was."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}

    def chosen(self) -> dict[str, str]:
        """The filters that are set, each in words, such as "Status: Approved"."""
        return {
            name: _("%(filter)s: %(value)s")
            % {"filter": self.fields[name].label, "value": _in_words(self.fields[name], value)}
            for name, value in self.values().items()
            if value
        }


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if not isinstance(field, forms.ChoiceField):
        return f"“{value}”"
    groups = [
        label if isinstance(label, list | tuple) else [(key, label)] for key, label in field.choices
    ]
    return next(str(label) for group in groups for key, label in group if str(key) == value)


class OneBoxDate(DateField):
    """A date in one box, which browsers offer a calendar for."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value) -> date | None:
        """Read as `DateField` reads it, from "2026-03-27" or however a link wrote it."""
        parts = typed.split_date(value or "")
        try:
            if value and parts is None:
                raise forms.ValidationError("")
            return super().to_python(parts)
        except forms.ValidationError:
            # The box of a browser shows nothing of what is no date, so the sentence does.
            words = {"label": self.label, "typed": value[: typed.LONGEST_DATE]}
            sentence = _("%(label)s: “%(typed)s” is not a date. Enter one such as 27 3 2026.")
            raise forms.ValidationError(sentence % words) from None


class QueueFilter(Filter):
    """Which of the cases of one part of the queue."""

    text = forms.CharField(label=gettext_lazy("Number or title"), max_length=100)
    provider = forms.CharField(label=gettext_lazy("Provider"), max_length=100)
    unit = forms.ChoiceField(label=gettext_lazy("Competency unit"))
    due = forms.ChoiceField(
        label=gettext_lazy("Due"),
        choices=[
            ("", gettext_lazy("At any time")),
            ("late", gettext_lazy("Late")),
            ("week", gettext_lazy("Within a week")),
        ],
    )
    due_from = OneBoxDate(label=gettext_lazy("Due from"))
    due_to = OneBoxDate(label=gettext_lazy("Due until"))

    def __init__(self, *args, audiences, **kwargs):
        """`audiences`: with their units."""
        super().__init__(*args, **kwargs)
        units = fields.unit_choices(list(audiences))
        fields.give_choices(self, "unit", [("", _("All")), *units])

    def clean(self):
        """A range that ends before it begins is no range."""
        cleaned = super().clean()
        first, last = cleaned.get("due_from"), cleaned.get("due_to")
        if first and last and last < first:
            self.add_error("due_to", _("“Due until” cannot lie before “Due from”."))
        return cleaned


class ListFilter(QueueFilter):
    """Which of the applications of a provider."""

    status = forms.ChoiceField(label=gettext_lazy("Status"))
    provider = None  # it is always the same

    field_order = ("text", "provider", "status")
    # Statuses that this reader never sees.
    without: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        statuses = [each for each in ApplicationStatus.choices if each[0] not in self.without]
        fields.give_choices(self, "status", [("", _("All")), *statuses])


class StaffFilter(ListFilter):
    """Which of the applications of all providers."""

    provider = forms.CharField(label=gettext_lazy("Provider"), max_length=100)
    approver = forms.ChoiceField(label=gettext_lazy("Approver"))

    without = (ApplicationStatus.DRAFT,)
    field_order = ("text", "provider", "status", "approver")

    def __init__(self, *args, approvers, **kwargs):
        """`approvers`: accounts to choose from."""
        super().__init__(*args, **kwargs)
        people = [(str(user.pk), str(user)) for user in approvers]
        fields.give_choices(self, "approver", [("", _("All")), (NOBODY, _("Nobody yet")), *people])
