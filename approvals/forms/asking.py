"""Questions of an approver to the provider."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.forms import fields
from approvals.rules.sections import ASKABLE
from cet_portal.core.forms import marked


class AskForm(forms.Form):
    """Several questions, each about a section. Blank ones are dropped, one more at the button."""

    MOST = 20
    ADD = "add"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first = self.initial.get("section", "")
        for number in range(1, self._how_many() + 1):
            self.fields[f"text_{number}"] = self._text(number)
            self.fields[f"section_{number}"] = _section(first if number == 1 else "")

    def _how_many(self) -> int:
        if not self.is_bound:
            return 1
        posted = [number for number in range(1, self.MOST + 1) if f"text_{number}" in self.data]
        return min(max(posted, default=1) + (self.ADD in self.data), self.MOST)

    def _text(self, number: int) -> forms.CharField:
        field = fields.text(
            _("What do you need to know?"),
            rows=4,
            max_length=2000,
            help_text=_("The provider reads this and answers inside MyCET.") if number == 1 else "",
        )
        if self.ADD in self.data and number == self._how_many():
            field.widget.attrs["autofocus"] = True
        return field

    def groups(self) -> Iterator[dict[str, Any]]:
        """The fields of each question."""
        for number in range(1, self._how_many() + 1):
            names = (f"text_{number}", f"section_{number}")
            yield {"number": number, "fields": [self[name] for name in names]}

    def can_add(self) -> bool:
        """Is there room for one more question?"""
        return self._how_many() < self.MOST

    def questions(self) -> list[tuple[str, str]]:
        """Section and text of each question that was written."""
        numbers = range(1, self._how_many() + 1)
        asked = [
            (self.cleaned_data.get(f"section_{n}"), self.cleaned_data.get(f"text_{n}"))
            for n in numbers
        ]
        return [(section or "", text.strip()) for section, text in asked if text and text.strip()]

    def clean(self):
        if self.ADD in self.data:
            return
        for number in range(1, self._how_many() + 1):
            written = self.cleaned_data.get(f"text_{number}")
            chosen = self.cleaned_data.get(f"section_{number}")
            if written and not chosen and f"section_{number}" not in self.errors:
                self.add_error(
                    f"section_{number}", _t("Choose the section that this question is about")
                )
        if not self.errors and not self.questions():
            self.add_error("text_1", _t("Write the question that the provider has to answer"))


def _section(chosen: str) -> forms.ChoiceField:
    field = forms.ChoiceField(
        label=_("Which section is it about?"),
        required=False,
        choices=[("", _("Choose a section")), *((each.value, each.label) for each in ASKABLE)],
        initial=chosen if chosen in ASKABLE else "",
        help_text=_("The provider can change this section while answering, and no other."),
        error_messages={"invalid_choice": _("Choose the section that this question is about")},
    )
    return marked(field, hide_optional=True)
