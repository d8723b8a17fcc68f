"""The principles of CET: current practice and patient care."""

from django.utils.translation import gettext_lazy as _

from approvals.forms import fields
from approvals.forms.sections.base import SectionForm


class PracticeForm(SectionForm):
    """How the CET is linked to both."""

    current_practice = fields.text(
        _("How is the CET linked to current practice?"),
        help_text=_("For example, guidance or evidence that it follows"),
    )
    patient_care = fields.text(_("How does it improve patient care?"))
