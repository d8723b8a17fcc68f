"""Whom the CET is for, and which competency units it serves for each of them."""

from django.utils.translation import gettext_lazy as _

from approvals.forms import fields
from approvals.forms.sections.base import SectionForm
from cet_portal.scheme import queries as scheme_queries


class AudiencesForm(SectionForm):
    """Audiences, and their units in a group for each."""

    audiences = fields.choices(_("Who is the CET for?"), help_text=_("Choose all that apply"))
    units = fields.choices(
        _("Which competency units does it cover?"),
        help_text=_("Choose at least one for each audience. Each unit belongs to one audience."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        audiences = list(scheme_queries.audiences())
        fields.give_choices(self, "audiences", fields.audience_choices(audiences))
        fields.give_choices(self, "units", fields.unit_choices(audiences))
