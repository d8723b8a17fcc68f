"""Authors and presenters with their qualifications; who pays, and who gains."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.enums import Part
from approvals.forms import fields
from approvals.forms.sections.lines import LinesForm
from cet_portal.core.forms import Radios, marked


class PeopleForm(LinesForm):
    """People in a list; then sponsor and interests."""

    LIST, LINE, FIRST_PART, SHOWN, MOST = "contributors", "contributor", "name", 1, 20
    line_heading = _("Person %(number)d")
    add_label = _("Add another person")

    sponsor = fields.line(
        _("Sponsor"),
        longest=200,
        required=False,
        help_text=_("Who pays for the CET or gives something towards it. Leave empty if nobody."),
    )
    marked(sponsor, hide_optional=True)
    interests = fields.text(
        _("Interests"),
        rows=3,
        help_text=_(
            "What authors, presenters or the sponsor gain from the CET, for example because they "
            "sell what it is about. Leave empty if nothing."
        ),
    )

    def line_fields(self, number: int, line: dict[str, Any]) -> dict[str, forms.Field]:
        """Name, qualifications, and what the person did."""
        part = forms.ChoiceField(
            label=_("What did person %(number)d do?") % {"number": number},
            choices=Part.choices,
            required=False,
            initial=line.get("part", ""),
            widget=Radios(small=True),
            error_messages={"invalid_choice": _("Choose one of the answers")},
        )
        parts = {
            "": fields.line(
                _("Name of person %(number)d") % {"number": number},
                longest=200,
                required=False,
                initial=line.get("name", ""),
            ),
            "qualifications": fields.line(
                _("Qualifications of person %(number)d") % {"number": number},
                longest=500,
                required=False,
                initial=line.get("qualifications", ""),
                help_text=_("For example optometrist, BSc; or consultant ophthalmologist")
                if number == 1
                else "",
            ),
            "part": part,
        }
        return {name: marked(field, hide_optional=True) for name, field in parts.items()}

    def clean_line(self, number: int, line: dict[str, Any]) -> None:
        """Something about a person without a name."""
        if line.get("qualifications") or line.get("part"):
            self.add_error(
                self.name_of(number), _("Give the name of this person, or leave the rest empty")
            )

    def lists(self) -> dict[str, list[dict[str, Any]]]:
        lines = super().lists()[self.LIST]
        return {self.LIST: [{**line, "part": line.get("part") or Part.BOTH} for line in lines]}
