"""The declaration (domain.md 6.4), and what staff say about one that is held."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import (
    WIDTH_4,
    ParagraphField,
    Radios,
    YesNoField,
    marked,
)

LONGEST = 4000
ACT_CHECK, ACT_CHANGE, ACT_DECLARE = "check", "change", "declare"


class DeclarationForm(forms.Form):
    """What the provider states after delivery. `interactive`: the discussion has to be told."""

    as_approved = YesNoField(
        label=_("Was the CET delivered as it was approved?"),
        error_messages={"required": _("Say whether it was delivered as approved")},
    )
    what_differed = ParagraphField(
        label=_("What differed?"),
        max_length=LONGEST,
        required=False,
        help_text=_("Only if you answered no. The CET manager will read this first."),
    )
    how_it_went = ParagraphField(
        label=_("How did it go?"),
        max_length=LONGEST,
        error_messages={"required": _("Say how it went")},
    )
    attendance_check = ParagraphField(
        label=_("How did you check that people attended for the full time?"),
        max_length=LONGEST,
        rows=3,
        error_messages={"required": _("Say how you checked attendance for the full time")},
    )
    objectives_evidence = ParagraphField(
        label=_("How was it shown that people met the learning objectives?"),
        max_length=LONGEST,
        rows=3,
        error_messages={"required": _("Say how people showed that they met the objectives")},
    )
    discussion_summary = ParagraphField(
        label=_("Summary of the discussion"),
        max_length=LONGEST,
        required=False,
        help_text=_("Questions that were asked, and the answers"),
        error_messages={
            "required": _("Summarise the discussion: interactive CET needs it as evidence")
        },
    )
    certificates_issued = YesNoField(
        label=_("Have certificates been given to those who completed it?"),
        error_messages={"required": _("Say whether certificates have been given")},
    )
    attendees = forms.IntegerField(
        label=_("How many people attended?"),
        min_value=0,
        max_value=100_000,
        widget=forms.NumberInput(WIDTH_4),
        error_messages={"required": _("Enter how many people attended, 0 if nobody did")},
    )
    completers = forms.IntegerField(
        label=_("How many of them completed the CET?"),
        min_value=0,
        max_value=100_000,
        widget=forms.NumberInput(WIDTH_4),
        help_text=_("You upload these people next. If nobody completed it, nothing is left to do."),
        error_messages={"required": _("Enter how many people completed the CET, 0 if nobody did")},
    )

    def __init__(self, *args, interactive: bool, **kwargs):
        super().__init__(*args, **kwargs)
        marked(self.fields["what_differed"], hide_optional=True)
        self.fields["discussion_summary"].required = interactive

    def clean(self):
        super().clean()
        values = self.cleaned_data
        as_approved = values.get("as_approved")
        if as_approved is False and not values.get("what_differed"):
            if "what_differed" not in self.errors:
                self.add_error("what_differed", _("Say what differed from the approval"))
        elif as_approved is True and values.get("what_differed"):
            self.add_error(
                "what_differed",
                _("You answered that nothing differed. Choose “No” above or clear this box"),
            )
        attendees, completers = values.get("attendees"), values.get("completers")
        if attendees is not None and completers is not None and completers > attendees:
            self.add_error(
                "completers", _("Only people who attended can complete: at most %d") % attendees
            )
        return values

    def hide(self) -> None:
        """Carry the answers along unseen, for the page that shows them to be checked."""
        for field in self.fields.values():
            field.widget = forms.HiddenInput()


class SettleForm(forms.Form):
    """What the CET manager decides about a held declaration."""

    RELEASE, REFUSE = "release", "refuse"

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[(RELEASE, _("Release the declaration")), (REFUSE, _("Refuse the declaration"))],
        widget=Radios(
            hints={
                RELEASE: _("The provider can upload, and points follow."),
                REFUSE: _("No points follow from this event. This cannot be taken back."),
            }
        ),
        error_messages={"required": _("Choose whether to release or to refuse")},
    )
    reason = ParagraphField(
        label=_("Reason"),
        max_length=2000,
        help_text=_("The provider reads this."),
        error_messages={"required": _("Give the reason: the provider reads it")},
    )
