"""Filters of lists, kept in the address."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import marked
from cet_portal.scheme.enums import Audience
from sessions_events.enums import Standing


class Filter(forms.Form):
    """A form that never complains: what cannot be read filters nothing."""

    def values(self) -> dict[str, str]:
        """What was chosen, by field; empty for what was not, or cannot be read."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            marked(field, hide_optional=True)


class EventFilter(Filter):
    """Which events, and words of their numbers or title."""

    standing = forms.ChoiceField(label=_("Which events"), choices=Standing.choices)
    text = forms.CharField(label=_("Number or title"), max_length=100)


class DirectoryFilter(Filter):
    """Which approved CET a visitor looks for."""

    text = forms.CharField(label=_("Title, provider or objective"), max_length=100)
    audience = forms.ChoiceField(
        label=_("Who it is for"), choices=[("", _("Everybody")), *Audience.choices]
    )
    modality = forms.ChoiceField(label=_("Way of learning"))
    interactive = forms.ChoiceField(
        label=_("Interactive points"),
        choices=[("", _("With or without")), ("yes", _("With")), ("no", _("Without"))],
    )

    def __init__(self, *args, modalities, **kwargs):
        """`modalities`: code and name of each."""
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["modality"]).choices = [("", _("Any")), *modalities]


class OverdueFilter(Filter):
    """Which providers with overdue CET."""

    text = forms.CharField(label=_("Provider, EV-number or title"), max_length=100)
    held = forms.ChoiceField(
        label=_("New submissions"),
        choices=[("", _("Held or not")), ("yes", _("Held")), ("no", _("Not held"))],
    )
    age = forms.ChoiceField(
        label=_("Oldest"),
        choices=[
            ("", _("However late")),
            ("7", _("A week late or more")),
            ("14", _("2 weeks late or more")),
            ("30", _("30 days late or more")),
            ("90", _("90 days late or more")),
        ],
    )
