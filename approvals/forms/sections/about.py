"""What the CET is, how people learn and how long it takes."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approvals import rules
from approvals.forms import fields
from approvals.forms.sections.base import SectionForm
from cet_portal.core.forms import Radios, marked
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.models import Modality


class AboutForm(SectionForm):
    """Title, summary, way of learning, duration."""

    title = fields.line(
        _("Title"),
        longest=200,
        help_text=_("As it will stand in the directory and on certificates"),
        error_messages={"required": _("Give the CET a title")},
    )
    summary = fields.text(_("Summary"), help_text=_("In a few sentences, what the CET is about"))
    modality = forms.ModelChoiceField(
        label=_("How do people learn?"),
        queryset=scheme_queries.modalities(),
        to_field_name="code",
        required=False,
        empty_label=None,
        widget=Radios,
        error_messages={"invalid_choice": _("Choose one of the ways of learning")},
    )
    marked(modality, hide_optional=True)
    duration_minutes = fields.minutes(
        _("How long does it take?"),
        help_text=_("Time of learning without breaks. CET takes at least one hour."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["modality"].widget.hints = {
            modality.code: points_guide(modality) for modality in scheme_queries.modalities()
        }


def points_guide(modality: Modality) -> str:
    """The guide to the points of a way of learning; the approver fixes them (decisions.md 18)."""
    return gettext("usually %(points)s") % {
        "points": rules.guide(modality.usual_least, modality.usual_most)
    }
