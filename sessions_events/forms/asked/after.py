"""What registrants say afterwards: who attended, why it was not held, evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import AttachmentField, Checkboxes, ParagraphField, YesNoField, marked
from cet_portal.scheme import limits


class ConfirmForm(forms.Form):
    """The leader confirms who attended. `review`: which."""

    attended = forms.TypedMultipleChoiceField(
        label=_("Who attended for the full time?"),
        coerce=int,
        widget=Checkboxes(),
        help_text=_("For at least one hour, from beginning to end."),
        error_messages={"required": _("Tick everybody who attended")},
    )
    discussion = ParagraphField(
        label=_("What did you discuss?"),
        max_length=4000,
        help_text=_("A short summary, without names of patients or colleagues."),
    )
    objectives_met = ParagraphField(
        label=_("How did everybody show that the objectives were met?"),
        max_length=4000,
        error_messages={"required": _("Say how everybody showed that the objectives were met")},
    )
    as_approved = YesNoField(
        label=_("Was it held as it was approved?"),
        error_messages={"required": _("Say whether it was held as approved")},
    )
    what_differed = ParagraphField(
        label=_("What differed?"),
        max_length=4000,
        required=False,
        help_text=_("Only if you answered no. The points then wait for the CET manager."),
    )

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["attended"].choices = [
            (each.pk, str(each)) for each in review.participants.order_by("order")
        ]
        marked(self.fields["what_differed"], hide_optional=True)

    def clean(self):
        super().clean()
        values = self.cleaned_data
        if values.get("as_approved") is False and not values.get("what_differed"):
            self.add_error("what_differed", _("Say what differed from the approval"))
        few = 0 < len(values.get("attended") or []) < limits.PEER_REVIEW_LEAST_PEOPLE
        if values.get("as_approved") and few:
            self.add_error(
                "as_approved",
                _("Fewer than four attended, so it was not as approved: say what differed"),
            )
        return values

    def values(self) -> dict[str, Any]:
        """What `confirm_review` takes."""
        cleaned = self.cleaned_data
        return {
            "attended": cleaned["attended"],
            "discussion": cleaned["discussion"],
            "objectives_met": cleaned["objectives_met"],
            "what_differed": "" if cleaned["as_approved"] else cleaned["what_differed"],
        }


class CallOffForm(forms.Form):
    """Why a peer review does not take place."""

    reason = ParagraphField(
        label=_("Why does it not take place?"),
        rows=3,
        max_length=1000,
        help_text=_("The group reads this."),
        error_messages={"required": _("Say why it does not take place")},
    )


class EvidenceForm(forms.Form):
    """What shows that a registrant attended CET outside the UK."""

    file = AttachmentField(label=_("Evidence of attendance"), max_length=255)
    note = ParagraphField(
        label=_("What does it show?"),
        rows=3,
        max_length=2000,
        help_text=_("For example, a certificate with your name, the sessions and the hours."),
    )
