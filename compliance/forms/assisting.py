"""Staff ask for an exception or lodge a dispute on somebody's behalf, and add what came by post."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import AttachmentField, Radios
from compliance.enums import DisputeForThem, ForThem
from compliance.forms.disputes import LodgeForm
from compliance.forms.exceptions import AskExceptionForm, LeaveForm


class AskForThemForm(AskExceptionForm):
    """ "I could not meet the requirements", as they wrote or said it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ground"].label = _("Why could they not meet the requirements?")
        self.fields["words"].help_text = _(
            "In their words: what they did to meet the requirements all the same, why it was "
            "beyond their control, and how patients are safe."
        )
        self.fields["file"].label = _("Their letter, or other evidence")


class ActForThemForm(LeaveForm):
    """What they want done with their request."""

    ADD = "ADD"

    field_order = ("act", "file", "start", "end")

    act = forms.ChoiceField(
        label=_("What do they want done?"),
        choices=[
            (ADD, _("Add a document, a time on leave, or both")),
            (ForThem.SEND.value, ForThem.SEND.label),
            (ForThem.WITHDRAW.value, ForThem.WITHDRAW.label),
        ],
        widget=Radios(),
        error_messages={"required": _("Choose what they want done")},
    )
    file = AttachmentField(label=_("Letter or another document"), required=False)

    def __init__(self, *args, may_add: bool = True, **kwargs):
        """`may_add`: there is still time for evidence, and it is not sent yet."""
        super().__init__(*args, **kwargs)
        for name in ("start", "end"):
            self.fields[name].required = False
        if not may_add:
            for name in ("file", "start", "end"):
                del self.fields[name]
            act = self.fields["act"]
            act.choices = [each for each in act.choices if each[0] == ForThem.WITHDRAW]

    def clean(self):
        """What is added is there, and nothing is left out by another choice."""
        found = super().clean()
        is_something = bool(found.get("file") or found.get("start"))
        if found.get("act") == self.ADD and not is_something and not self.errors:
            self.add_error("file", _("Choose the document, or enter the time on leave"))
        if found.get("act") in (ForThem.SEND, ForThem.WITHDRAW) and is_something:
            self.add_error("act", _("Add the document or the leave first, and then do this"))
        return found


class LodgeForThemForm(LodgeForm):
    """ "This record is wrong", as they wrote or said it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = _(
            "In their words. Name the events, with their EV-numbers where they gave them."
        )
        self.fields["file"].label = _("Their letter, a certificate or another document")


class ActInDisputeForm(forms.Form):
    """What they want done with their dispute."""

    ADD = "ADD"

    act = forms.ChoiceField(
        label=_("What do they want done?"),
        choices=[
            (ADD, _("Add a document")),
            (DisputeForThem.SEND.value, DisputeForThem.SEND.label),
            (DisputeForThem.WITHDRAW.value, DisputeForThem.WITHDRAW.label),
        ],
        widget=Radios(),
        error_messages={"required": _("Choose what they want done")},
    )
    file = AttachmentField(label=_("Certificate or another document"), required=False)

    def __init__(self, *args, may_add: bool = True, **kwargs):
        """`may_add`: there is still time for documents, and it is not sent yet."""
        super().__init__(*args, **kwargs)
        if not may_add:
            del self.fields["file"]
            act = self.fields["act"]
            act.choices = [each for each in act.choices if each[0] == DisputeForThem.WITHDRAW]

    def clean(self):
        """What is added is there, and nothing is left out by another choice."""
        found = super().clean()
        if found.get("act") == self.ADD and not found.get("file") and not self.errors:
            self.add_error("file", _("Choose the document"))
        if found.get("act") in (DisputeForThem.SEND, DisputeForThem.WITHDRAW) and found.get("file"):
            self.add_error("act", _("Add the document first, and then do this"))
        return found
