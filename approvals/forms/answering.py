"""The provider's answers, one for each open question."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.forms import fields
from approvals.models import InformationQuestion


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
