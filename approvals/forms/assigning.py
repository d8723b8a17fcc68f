"""Who reviews a case: given, moved, handed back."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from approvals.forms import fields
from approvals.rules.choosing import Candidate, Objection
from cet_portal.core.forms import Radios
from cet_portal.scheme.enums import Profession

LONGEST_REASON = 1000

# In place of an approver's key: whoever fits and has the fewest open cases.
PORTAL = "portal"
Considered = Sequence[tuple[Candidate, list[Objection]]]


def why(label, **options):
    """Why somebody does it: never empty."""
    return fields.text(label, rows=4, max_length=LONGEST_REASON, required=True, **options)


def described(candidate: Candidate) -> str:
    """Name, profession and load of an approver, in one line."""
    cases = ngettext("%(number)d open case", "%(number)d open cases", candidate.open_cases)
    words = [candidate.name, cases % {"number": candidate.open_cases}]
    if candidate.profession:
        words.insert(1, str(Profession(candidate.profession).label))
    return ", ".join(words)


class AssignForm(forms.Form):
    """One approver for one application."""

    to = forms.ChoiceField(
        label=_("Who reviews it?"),
        widget=Radios,
        error_messages={
            "required": _("Choose an approver"),
            "invalid_choice": _("Choose one of the approvers of this list"),
        },
    )
    reason = why(
        _("Why does it go to somebody else?"),
        help_text=_("The approver who has it now reads this. The provider does not."),
        error_messages={"required": _("Say why it goes to somebody else")},
    )
    # Who had it when this page was opened.
    had = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, considered: Considered, **kwargs):
        """`considered`: every approver with what stands against them."""
        super().__init__(*args, **kwargs)
        self.barred = {
            str(one.user_id): (one, found)
            for one, found in considered
            if any(each.bar for each in found)
        }
        free = [pair for pair in considered if str(pair[0].user_id) not in self.barred]
        free.sort(key=lambda pair: (len(pair[1]), pair[0].open_cases, pair[0].last_given))
        choices = [(str(one.user_id), described(one)) for one, _found in free]
        fields.give_choices(self, "to", choices)
        self.fields["to"].widget.hints = {
            str(one.user_id): " ".join(str(each.sentence) for each in found)
            or (
                _t("MyCET would choose them: they fit and have the fewest open cases.")
                if (one, found) == free[0]
                else ""
            )
            for one, found in free
        }
        if not self.initial.get("had"):
            del self.fields["reason"]

    def clean(self):
        chosen = self.data.get("to", "")
        if chosen in self.barred and "to" in self.errors:
            one, found = self.barred[chosen]
            words = {"name": one.name, "why": next(each.sentence for each in found if each.bar)}
            self.errors["to"] = self.error_class([_t("%(name)s cannot have it. %(why)s") % words])

    def why_not(self) -> list[dict[str, str]]:
        """Those who cannot have it, besides who has it, each with the reasons."""
        return [
            {
                "name": one.name,
                "why": " ".join(str(each.sentence) for each in found if each.bar),
            }
            for one, found in self.barred.values()
            if one.user_id != self.initial.get("had")
        ]


class MoveForm(forms.Form):
    """Several applications to one approver, or to whomever the portal chooses for each."""

    to = forms.ChoiceField(
        label=_("To whom?"),
        error_messages={
            "required": _("Choose an approver, or let MyCET choose"),
            "invalid_choice": _("Choose one of the approvers of this list"),
        },
    )
    reason = why(
        _("Why do they go to somebody else?"),
        help_text=_("The approvers who have them now read this. The providers do not."),
        error_messages={"required": _("Say why they go to somebody else")},
    )

    def __init__(self, *args, approvers: Sequence[Candidate], taken: bool, **kwargs):
        """`taken`: somebody has one of them now, and reads why it goes."""
        super().__init__(*args, **kwargs)
        if not taken:
            del self.fields["reason"]
        portal = (PORTAL, _t("Let MyCET choose for each"))
        everybody = [(str(one.user_id), described(one)) for one in approvers]
        fields.give_choices(self, "to", [portal, *everybody])


class HandBackForm(forms.Form):
    """Why an approver does not decide it."""

    text = why(
        _("Why do you hand it back?"),
        help_text=_("GOC staff and the next approver read this. The provider does not."),
        error_messages={"required": _("Say why you hand it back")},
    )
