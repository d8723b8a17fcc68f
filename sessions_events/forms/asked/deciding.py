"""Forms of GOC staff for what registrants ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import WIDTH_4, ParagraphField, Radios, marked
from cet_portal.scheme import limits
from cet_portal.scheme.enums import PointKind
from sessions_events.forms.asked.parts import UNITS, WithUnits

YES, NO, NOT_SHOWN = "yes", "no", "not-shown"


class DecisionForm(forms.Form):
    """Yes or no, and the reason of a no. `version`: what staff have read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=100_000)
    decision = forms.ChoiceField(label=_("What do you decide?"), widget=Radios())
    reason = ParagraphField(
        label=_("Reason"),
        rows=4,
        max_length=2000,
        required=False,
        help_text=_("The registrant reads this. Needed unless you approve."),
    )
    words = ((YES, _("Approve"), ""), (NO, _("Refuse"), ""))
    always_with_reason = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        field.choices = [(value, label) for value, label, _hint in self.words]
        field.widget.hints = {value: hint for value, _label, hint in self.words}
        field.error_messages["required"] = _("Choose one of the two")
        marked(self.fields["reason"], hide_optional=True)

    @property
    def is_yes(self) -> bool:
        """Was it a yes?"""
        return self.cleaned_data["decision"] == YES

    def clean(self):
        super().clean()
        decision = self.cleaned_data.get("decision")
        needed = decision in (NO, NOT_SHOWN) or (decision and self.always_with_reason)
        if needed and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Give the reason: the registrant reads it"))
        return self.cleaned_data


class ReviewDecisionForm(DecisionForm):
    """A request for peer review."""

    words = (
        (
            YES,
            _("Approve"),
            _("Every criterion is met. It gets a C- and an EV-number; the group is told."),
        ),
        (NO, _("Refuse"), _("The leader can mend it and send it again, before it begins.")),
    )


class DifferenceForm(DecisionForm):
    """A peer review that was not held as approved."""

    always_with_reason = True
    words = (
        (YES, _("Accept the difference"), _("Whoever attended gets the points.")),
        (NO, _("No points"), _("Nobody gets points from it. This cannot be taken back.")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("The group reads this.")


class EvidenceDecisionForm(DecisionForm):
    """Evidence of attendance."""

    words = (
        (YES, _("Confirm attendance"), _("The points are pending on the statement at once.")),
        (NO, _("Ask for other evidence"), _("The registrant can send another file.")),
        (
            NOT_SHOWN,
            _("Not attended, or not shown"),
            _("It ends without points. This cannot be taken back."),
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("What is missing. The registrant reads this.")
        self.fields["decision"].error_messages["required"] = _("Choose one of the three")

    @property
    def is_not_shown(self) -> bool:
        """Does it end here?"""
        return self.cleaned_data["decision"] == NOT_SHOWN


class NonUkDecisionForm(DecisionForm, WithUnits):
    """A request for CET outside the UK: what it earns. `audience`, `special`: as which the person
    earns general points, and specialist ones if they can."""

    words = (
        (YES, _("Approve"), _("For this one person and event, with the points below.")),
        (NO, _("Refuse"), _("The registrant can mend it and send it again, before it begins.")),
    )
    total = marked(
        forms.IntegerField(
            label=_("Points"),
            required=False,
            min_value=1,
            max_value=limits.NON_UK_MOST_POINTS,
            widget=forms.TextInput({**WIDTH_4, "inputmode": "numeric"}),
        ),
        hide_optional=True,
    )
    interactive = marked(
        forms.IntegerField(
            label=_("Of which interactive"),
            required=False,
            min_value=0,
            max_value=limits.NON_UK_MOST_POINTS,
            widget=forms.TextInput({**WIDTH_4, "inputmode": "numeric"}),
        ),
        hide_optional=True,
    )
    kind = forms.ChoiceField(label=_("Kind of points"), required=False, widget=Radios())

    def __init__(self, *args, audience: str, special: str | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.audience, self.special = audience, special
        kinds = [(PointKind.GENERAL, PointKind.GENERAL.label)]
        if special:
            kinds.append((PointKind.SPECIALIST, PointKind.SPECIALIST.label))
        self.fields["kind"].choices = kinds
        marked(self.fields["kind"], hide_optional=True)
        self.add_units([each for each in (audience, special) if each])

    @property
    def is_specialist(self) -> bool:
        """Are the points specialist ones?"""
        return self.cleaned_data.get("kind") == PointKind.SPECIALIST

    def chosen_units(self) -> list[str]:
        """The units of the audience that earns."""
        audience = self.special if self.is_specialist and self.special else self.audience
        return list(self.cleaned_data.get(f"{UNITS}{audience.lower()}") or [])

    def clean(self):
        super().clean()
        values = self.cleaned_data
        if values.get("decision") != YES:
            return values
        if not values.get("total") and "total" not in self.errors:
            self.add_error("total", _("Give at least one point"))
        if values.get("interactive") is None and "interactive" not in self.errors:
            self.add_error("interactive", _("Enter how many are interactive, or 0"))
        if (values.get("interactive") or 0) > (values.get("total") or 0) and not self.errors:
            self.add_error(
                "interactive", _("Interactive points are part of the total, so they cannot be more")
            )
        if not values.get("kind"):
            self.add_error("kind", _("Choose the kind of points"))
        elif not self.chosen_units():
            audience = self.special if self.is_specialist and self.special else self.audience
            self.add_error(f"{UNITS}{audience.lower()}", _("Choose at least one competency unit"))
        return values
