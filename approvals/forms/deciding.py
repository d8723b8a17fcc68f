"""What is decided for each audience."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.forms import fields
from approvals.forms.sections import points_guide
from approvals.models import CetApplication
from approvals.rules import AudienceOutcome
from cet_portal.core.forms import Radios, YesNoField, marked
from cet_portal.scheme.enums import THERAPEUTIC, PointKind, Specialty
from cet_portal.scheme.models import TargetAudience

APPROVE, REJECT = "approve", "reject"
PARTS = ("outcome", "total", "interactive", "specialty", "peer_review", "units")


class DecideForm(forms.Form):
    """Approve or reject for each audience, with points and units; a word to the provider."""

    def __init__(
        self,
        *args,
        application: CetApplication,
        audiences: Collection[TargetAudience],
        failing: Collection[str] = (),
        **kwargs,
    ):
        """`audiences`: those asked for. `failing`: those with a criterion not met; they are
        rejected unless the approver says otherwise. What was asked for is filled in."""
        super().__init__(*args, **kwargs)
        self.audiences = list(audiences)
        for audience in self.audiences:
            self._add(application, audience, REJECT if audience.code in failing else APPROVE)
        self.fields["reasons"] = fields.text(
            _("Anything else the provider should read"),
            rows=4,
            help_text=_("The criteria that are not met are told by themselves."),
        )

    def _add(self, application: CetApplication, audience: TargetAudience, outcome: str) -> None:
        own = sorted(audience.units.all(), key=lambda unit: unit.order)
        added: dict[str, forms.Field] = {
            "outcome": forms.ChoiceField(
                label=_("Decision"),
                choices=[(APPROVE, _("Approve")), (REJECT, _("Reject"))],
                initial=outcome,
                widget=Radios(inline=True),
                error_messages={
                    "required": _("Choose approve or reject for this audience"),
                    "invalid_choice": _("Choose approve or reject for this audience"),
                },
            ),
            "total": fields.points(
                _("Points"),
                least=0,
                initial=application.points_total,
                help_text=_guide(application, audience),
            ),
            "interactive": fields.points(
                _("Of which interactive"), least=0, initial=application.points_interactive or 0
            ),
        }
        if audience.kind == PointKind.SPECIALIST:
            added["specialty"] = _specialty(application, audience)
        added["peer_review"] = marked(
            YesNoField(
                label=_("Is it peer review?"), required=False, initial=application.peer_review
            ),
            hide_optional=True,
        )
        added["units"] = fields.choices(
            _("Competency units"),
            initial=[unit.code for unit in own if unit.code in application.units],
            choices=[(unit.code, str(unit)) for unit in own],
        )
        for part, field in added.items():
            self.fields[f"{audience.code}_{part}"] = field

    def groups(self) -> Iterator[dict[str, Any]]:
        """For each audience its name and its fields."""
        for audience in self.audiences:
            names = [f"{audience.code}_{part}" for part in PARTS]
            yield {
                "heading": capfirst(str(audience)),
                "fields": [self[name] for name in names if name in self.fields],
            }

    def outcomes(self) -> list[AudienceOutcome]:
        """The decision for each audience."""
        return [self._outcome(audience.code) for audience in self.audiences]

    def _outcome(self, audience: str) -> AudienceOutcome:
        given = {part: self.cleaned_data.get(f"{audience}_{part}") for part in PARTS}
        if given["outcome"] != APPROVE:
            return AudienceOutcome(audience, approved=False)
        return AudienceOutcome(
            audience,
            approved=True,
            total=given["total"] or 0,
            interactive=given["interactive"] or 0,
            specialty="" if given["specialty"] == GENERAL else given["specialty"] or "",
            general=given["specialty"] == GENERAL,
            peer_review=bool(given["peer_review"]),
            units=tuple(given["units"] or ()),
        )

    def clean(self):
        for audience in self.audiences:
            outcome = self.cleaned_data.get(f"{audience.code}_outcome")
            if outcome == REJECT:
                for part in PARTS[1:]:  # points of what is rejected are nobody's mistake
                    self.errors.pop(f"{audience.code}_{part}", None)
            elif outcome == APPROVE:
                self._clean_approved(audience)

    def _clean_approved(self, audience: TargetAudience) -> None:
        total = f"{audience.code}_total"
        if total in self.cleaned_data and not self.cleaned_data[total]:
            self.add_error(total, _t("Enter how many points these people earn"))
        specialty = f"{audience.code}_specialty"
        if specialty in self.fields and not self.cleaned_data.get(specialty):
            self.add_error(specialty, _t("Choose which kind of points these are"))

    def refuse(self, found: Collection[tuple[str, Any]]) -> None:
        """Show what stands against the decision at its place (`rules.against`)."""
        places: Mapping[str, str] = {
            audience.code: f"{audience.code}_outcome" for audience in self.audiences
        }
        for place, sentence in found:
            self.add_error(places.get(place), ValidationError(sentence))


def _guide(application: CetApplication, audience: TargetAudience) -> str:
    if application.modality is None:
        return ""
    words = {
        "modality": application.modality,
        "guide": points_guide(application.modality),
        "asked": application.points_total,
        "specialist": application.points_specialist or 0,
    }
    if audience.kind == PointKind.SPECIALIST:
        return (
            _t("%(modality)s: %(guide)s. Asked for: %(asked)s, of which %(specialist)s specialist.")
            % words
        )
    return _t("%(modality)s: %(guide)s. Asked for: %(asked)s.") % words


# These people earn general points, though there is an audience of specialists.
GENERAL = "GENERAL"


def _specialty(application: CetApplication, audience: TargetAudience) -> forms.ChoiceField:
    """An audience earns one kind of points from a CET: general, or those of one specialty."""
    possible = [Specialty(audience.specialty)] if audience.specialty else sorted(THERAPEUTIC)
    none_asked = application.points_specialist == 0
    field = forms.ChoiceField(
        label=_("Which kind of points?"),
        required=False,
        choices=[
            *((each.value, _t("Specialist: %(name)s") % {"name": each.label}) for each in possible),
            (GENERAL, _("General")),
        ],
        initial=GENERAL if none_asked else audience.specialty,
        widget=Radios(inline=True),
        error_messages={"invalid_choice": _("Choose which kind of points these are")},
    )
    return marked(field, hide_optional=True)
