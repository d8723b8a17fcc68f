"""Private notes, and words to look for among decided CET."""

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.forms import fields
from cet_portal.core.forms import marked


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
