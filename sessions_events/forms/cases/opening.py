"""What happened, from whoever opens a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import DateField, ParagraphField
from sessions_events.forms.cases.writing import MOST_LETTERS, WithFile


class OpenForm(WithFile):
    """ "I attended, where are my points?" """

    words = ParagraphField(
        label=_("What happened?"),
        help_text=_(
            "For example when you came and left, and how you signed in. The provider and GOC staff "
            "read this, with your surname and your registration number."
        ),
        max_length=MOST_LETTERS,
        error_messages={"required": _("Say what happened: the provider has to know")},
    )
    field_order = ("words", "file")


class UnlistedForm(OpenForm):
    """The event was not found: what the registrant knows of it."""

    provider_name = forms.CharField(label=_("Provider"), max_length=200)
    title = forms.CharField(label=_("Title of the CET"), max_length=200)
    day = DateField(label=_("Day of the event"))
    field_order = ("provider_name", "title", "day", "words", "file")
