"""A list of events to plan, as a file or pasted."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.forms import FileField, ParagraphField, marked
from sessions_events.rules.plan_tables import MOST_BYTES


class PlansFileForm(forms.Form):
    """A list of events, as a file or pasted."""

    file = FileField(
        label=gettext_lazy("File"),
        most_bytes=MOST_BYTES,
        required=False,
        help_text=gettext_lazy("CSV or Excel, one event a row, at most 500 rows and 5 MB."),
        error_messages={"empty": gettext_lazy("The file is empty. Choose a list of events.")},
    )
    text = ParagraphField(
        label=gettext_lazy("Or paste the table here, with its headings"),
        rows=6,
        max_length=200_000,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            marked(field, hide_optional=True)

    def clean(self):
        super().clean()
        if not self.errors and not self.cleaned_data["file"] and not self.cleaned_data["text"]:
            self.add_error("file", _("Choose a file, or paste a table"))
        return self.cleaned_data
