"""Messages, notes and reasons in a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import AttachmentField, ParagraphField
from sessions_events.models import PointsCase

MOST_LETTERS = 3000


class WithFile(forms.Form):
    """Words, and a file if there is one."""

    file = AttachmentField(label=_("Certificate or another file"), required=False)

    def sent_files(self) -> list:
        """What was sent, as the services take it."""
        return [self.cleaned_data["file"]] if self.cleaned_data.get("file") else []


class WriteForm(WithFile):
    """A message to the other sides."""

    text = ParagraphField(
        label=_("Your message"),
        help_text=_("The registrant, the provider and GOC staff read it."),
        max_length=MOST_LETTERS,
        error_messages={"required": _("Write a message")},
    )
    field_order = ("text", "file")


class ReasonForm(forms.Form):
    """Why."""

    def __init__(self, *args, case: PointsCase, by_staff: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.by_staff = case, by_staff

    reason = ParagraphField(
        label=_("Reason"),
        help_text=_("The registrant, the provider and GOC staff read it."),
        max_length=MOST_LETTERS,
        error_messages={"required": _("Give the reason: the others read it")},
    )

    def said(self) -> dict:
        """What the service takes."""
        return {"reason": self.cleaned_data["reason"]}


class OptionalReasonForm(ReasonForm):
    """A message that may be left out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].label = _("Message")


class DisputeForm(ReasonForm, WithFile):
    """Why the answer is wrong."""

    field_order = ("reason", "file")

    def said(self):
        return {"words": self.cleaned_data["reason"], "files": self.sent_files()}


class NoteForm(ReasonForm):
    """A note of staff."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Note")
        self.fields["reason"].help_text = _("GOC staff alone read it.")

    def said(self):
        return {"text": self.cleaned_data["reason"]}
