"""What approver and provider say to each other, and the decision."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from approvals.forms import fields
from approvals.forms.sections import interactive_is_part_of_total, points_guide
from cet_portal.scheme import queries as scheme_queries


class AskForm(forms.Form):
    """A request for information."""

    text = fields.text(
        _("What do you need to know?"),
        required=True,
        rows=8,
        help_text=_("The provider reads this and answers inside MyCET."),
        error_messages={"required": _("Write the question that the provider has to answer")},
    )


class AnswerForm(forms.Form):
    """The provider's answer."""

    text = fields.text(
        _("Your answer"),
        required=True,
        rows=8,
        help_text=_("You can answer once. The approver reads this next to the application."),
        error_messages={"required": _("Write your answer to the question")},
    )


class RejectForm(forms.Form):
    """A rejection never comes without reasons."""

    text = fields.text(
        _("Reasons"),
        required=True,
        rows=8,
        help_text=_("Which criteria are not met, and what would have to change."),
        error_messages={"required": _("Write the reasons, so that the provider can act on them")},
    )


class ApproveForm(forms.Form):
    """The approver fixes audiences, units and points (decisions.md 15, 17, 18)."""

    audiences = fields.choices(
        _("Approve for"),
        required=True,
        help_text=_("Leave out an audience that the CET is not suitable for."),
        error_messages={"required": _("Choose at least one audience")},
    )
    units = fields.choices(
        _("Competency units"),
        help_text=_("At least one for each audience. Units of other audiences are not approved."),
    )
    total = fields.points(
        _("Points"),
        least=1,
        required=True,
        error_messages={"required": _("Enter how many points a completer earns")},
    )
    interactive = fields.points(
        _("Of which interactive"),
        least=0,
        required=True,
        error_messages={"required": _("Enter how many points are interactive, 0 if none")},
    )

    def __init__(self, *args, application, **kwargs):
        """`application`: what was asked for is filled in."""
        super().__init__(*args, **kwargs)
        self.known = list(scheme_queries.audiences())
        fields.give_choices(self, "audiences", fields.audience_choices(self.known))
        fields.give_choices(self, "units", fields.unit_choices(self.known))
        self.initial = {
            "audiences": application.audiences,
            "units": application.units,
            "total": application.points_total,
            "interactive": application.points_interactive or 0,
            **self.initial,
        }
        if application.modality:
            self.fields["total"].help_text = _("%(modality)s: %(guide)s. Asked for: %(asked)s.") % {
                "modality": application.modality,
                "guide": points_guide(application.modality),
                "asked": application.points_total,
            }

    def clean(self):
        interactive_is_part_of_total(self, "total", "interactive")
        chosen, units = self.cleaned_data.get("audiences"), self.cleaned_data.get("units", [])
        for audience in self.known:
            own = {unit.code for unit in audience.units.all()}
            if audience.code in (chosen or ()) and own.isdisjoint(units):
                self.add_error(
                    "units",
                    ValidationError(
                        _("Choose at least one competency unit for %(audience)s")
                        % {"audience": audience}
                    ),
                )
