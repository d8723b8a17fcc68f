"""Why an event does not take place, or did not."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import ParagraphField


class CancelForm(forms.Form):
    """Why an event does not take place."""

    reason = ParagraphField(
        label=_("Why is it cancelled?"),
        max_length=1000,
        rows=3,
        error_messages={"required": _("Say why the event is cancelled")},
    )


class NotHeldForm(forms.Form):
    """Why an event did not take place."""

    reason = ParagraphField(
        label=_("Why did it not take place?"),
        max_length=1000,
        rows=3,
        help_text=_("GOC staff read this."),
        error_messages={"required": _("Say why the event did not take place")},
    )
