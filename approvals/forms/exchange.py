"""Questions and answers between approver and provider; private notes."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.forms import fields
from approvals.models import InformationQuestion
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


class AnswersForm(forms.Form):
    """The provider's answers, one for each open question, kept as far as they have come."""

    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def __init__(self, *args, questions: Sequence[InformationQuestion], **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[f"answer_{question.pk}"] = fields.text(
                _("Your answer"), rows=5, initial=question.answer
            )
            self.fields[f"seen_{question.pk}"] = forms.CharField(
                widget=forms.HiddenInput,
                required=False,
                max_length=64,
                initial=_mark(question.answer),
            )

    def groups(self) -> Iterator[dict[str, Any]]:
        """Each question with its answer box."""
        for question in self.questions:
            yield {"question": question, "field": self[f"answer_{question.pk}"]}

    def answers(self) -> dict[int, str]:
        """What was written, by the question's key."""
        return {
            question.pk: self.cleaned_data[f"answer_{question.pk}"].strip()
            for question in self.questions
        }

    def saved_version(self) -> int:
        """The version the form was opened with; 0, which nothing has, if it cannot be read."""
        version = str(self.cleaned_data.get("version") or "")
        return int(version) if version.isascii() and version.isdecimal() else 0

    def written_over(self, current: Sequence[InformationQuestion]) -> list[InformationQuestion]:
        """Those of `current` whose answer somebody saved since the form was opened, and
        otherwise than it is typed here."""
        typed = self.answers()
        return [
            question
            for question in current
            if self.cleaned_data.get(f"seen_{question.pk}") != _mark(question.answer)
            and question.answer != typed.get(question.pk)
        ]

    def require_all(self) -> bool:
        """Before they are sent: say at each field where an answer is missing."""
        for question in self.questions:
            if not self.answers()[question.pk]:
                self.add_error(f"answer_{question.pk}", _t("Write your answer to this question"))
        return not self.errors


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class NoteForm(forms.Form):
    """A private note."""

    text = fields.text(
        _("New note"),
        rows=3,
        required=True,
        help_text=_("Approvers and GOC staff read it. The provider never does."),
        error_messages={"required": _("Write the note")},
    )


class WordsForm(forms.Form):
    """Words to look for among decided CET."""

    words = forms.CharField(
        label=_("Words of title, objectives or units"), max_length=200, required=False
    )
    marked(words, hide_optional=True)

    def searched(self) -> str:
        """The words; nothing where they cannot be read."""
        self.is_valid()
        return self.cleaned_data.get("words", "")
