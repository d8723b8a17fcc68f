"""Learning objectives, each tied to competency units, and how they are shown to be met."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.forms import fields
from approvals.forms.sections.lines import LinesForm
from cet_portal.core.forms import marked
from cet_portal.scheme import queries as scheme_queries


class LearningForm(LinesForm):
    """Objectives with the units that were chosen in the section before; then the assessment.

    A unit that an objective serves stays to be seen there, also when it is not chosen any more.
    """

    LIST, LINE, FIRST_PART, SHOWN, MOST = "objectives", "objective", "text", 3, 8
    line_heading = _("Learning objective %(number)d")
    add_label = _("Add another objective")

    assessment = fields.text(
        _("How do people show that they met the objectives?"),
        help_text=_("For example questions, case records or a discussion, and what is a pass"),
    )

    def __init__(self, *args, **kwargs):
        self.audiences = list(scheme_queries.audiences())
        super().__init__(*args, **kwargs)

    def line_fields(self, number: int, line: dict[str, Any]) -> dict[str, forms.Field]:
        """The objective, and the units it serves if any were chosen."""
        text = fields.line(
            _("Learning objective %(number)d") % {"number": number},
            longest=500,
            required=False,
            initial=line.get("text", ""),
            help_text=_("What people know or can do afterwards. Up to eight; leave others empty.")
            if number == 1
            else "",
        )
        units = fields.choices(
            _("Which units does objective %(number)d serve?") % {"number": number},
            initial=line.get("units", []),
        )
        units.widget.small = True
        chosen = {*(self.initial.get("units") or ()), *line.get("units", ())}
        units.choices = fields.unit_choices(self.audiences, only=chosen)
        marked(text, hide_optional=True)
        return {"": text, "units": units} if units.choices else {"": text}

    def has_units(self) -> bool:
        """Were units chosen, so that objectives can be tied to them?"""
        return any(name.endswith("_units") for name in self.fields)

    def clean_line(self, number: int, line: dict[str, Any]) -> None:
        """Units without an objective."""
        if line.get("units"):
            self.add_error(
                self.name_of(number), _("Write the objective, or untick the units it serves")
            )

    def lists(self) -> dict[str, list[dict[str, Any]]]:
        lines = super().lists()[self.LIST]
        return {
            self.LIST: [{"text": line["text"], "units": line.get("units", [])} for line in lines]
        }
