"""The points asked for. The approver fixes them (decisions.md 18)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approvals.forms import fields
from approvals.forms.sections.about import points_guide
from approvals.forms.sections.base import SectionForm
from cet_portal.core.forms import YesNoField, marked
from cet_portal.scheme.models import Modality


class PointsForm(SectionForm):
    """Total, and how many of them are interactive and specialist; peer review."""

    points_total = fields.points(_("How many points do you ask for?"), least=1)
    points_interactive = fields.points(
        _("How many of these points are interactive?"),
        least=0,
        help_text=_("They are part of the points above. Enter 0 if none is."),
    )
    points_specialist = fields.points(
        _("How many of these points are specialist?"),
        least=0,
        help_text=_(
            "For contact lens opticians or therapeutic prescribers. They too are part of the "
            "points above. Enter 0 if none is."
        ),
    )
    peer_review = YesNoField(
        label=_("Is it peer review?"),
        required=False,
        help_text=_("Points by discussion with one or more qualified opticians"),
    )
    marked(peer_review, hide_optional=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        modality = self.initial.get("modality")
        if isinstance(modality, Modality):
            self.fields["points_total"].help_text = gettext(
                "%(modality)s: %(guide)s. The approver fixes the points."
            ) % {"modality": modality, "guide": points_guide(modality)}

    def clean_peer_review(self) -> bool:
        return bool(self.cleaned_data["peer_review"])

    def clean(self):
        part_of_total(
            self,
            "points_interactive",
            _("Interactive points are part of the total: enter %(total)d or fewer"),
        )
        part_of_total(
            self,
            "points_specialist",
            _("Specialist points are part of the total: enter %(total)d or fewer"),
        )


def part_of_total(form: forms.Form, part: str, sentence, *, total: str = "points_total") -> None:
    """Refuse, at its field, a part of the points that is more than the whole."""
    whole, some = form.cleaned_data.get(total), form.cleaned_data.get(part)
    if whole is not None and some is not None and some > whole:
        form.add_error(part, ValidationError(sentence, params={"total": whole}))
