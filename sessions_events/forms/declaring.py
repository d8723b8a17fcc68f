"""The declaration (domain.md 6.4), and what staff say about one that is held."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import (
    WIDTH_4,
    AttachmentField,
    ParagraphField,
    Radios,
    YesNoField,
    marked,
)
from sessions_events.enums import EvidenceKind
from sessions_events.rules.versions import DECLARED

LONGEST = 4000
ACT_ADD, ACT_CHANGE, ACT_DECLARE = "add", "change", "declare"
ACT_DROP = "drop:"

# The field of a file, and what the file shows.
FILES = {"discussion_file": EvidenceKind.DISCUSSION, "delivery_file": EvidenceKind.DELIVERY}
_WRONG_FILE = {
    "empty": _("The file is empty. Choose a file with something in it."),
    "max_length": _("The name of the file is too long. Rename it, and choose it again."),
}


def _file(label, hint=""):
    return marked(
        AttachmentField(
            label=label,
            required=False,
            max_length=255,
            error_messages=_WRONG_FILE,
            help_text=hint,
        ),
        hide_optional=True,
        is_kept=True,
    )


class DeclarationForm(forms.Form):
    """What the provider states after delivery.

    `interactive`: the discussion has to be shown, by a summary or a file; `has_file`: there is
    one already. `still_open`: distance learning, so the figures are those so far. `is_complete`
    False: a file is only added or taken away, the answers may follow.
    """

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
        help_text=_("Questions that were asked, and the answers. Or send them as a file below."),
    )
    discussion_file = _file(_("File that shows the discussion"))
    delivery_file = _file(_("File that shows that it was delivered as you say"))
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

    def __init__(
        self,
        *args,
        interactive: bool,
        has_file: bool = False,
        still_open: bool = False,
        is_complete: bool = True,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.interactive = interactive
        self.needs_discussion = interactive and not has_file
        self.is_complete = is_complete
        marked(self.fields["what_differed"], hide_optional=True)
        marked(self.fields["discussion_summary"], hide_optional=interactive)
        if still_open:
            self.fields["attendees"].label = _("How many people have taken it up so far?")
            self.fields["completers"].label = _("How many of them have completed it so far?")
            self.fields["completers"].help_text = _(
                "You upload them, and those who follow, month by month."
            )
        if not is_complete:
            self.hide_optional = True
            for field in self.fields.values():
                field.required = False

    def clean(self):
        super().clean()
        values = self.cleaned_data
        if not self.is_complete:
            return values
        self._look_for_the_discussion(values)
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

    def _look_for_the_discussion(self, values) -> None:
        shown = values.get("discussion_summary") or values.get("discussion_file")
        sent_wrongly = {"discussion_summary", "discussion_file"} & set(self.errors)
        if self.needs_discussion and not shown and not sent_wrongly:
            self.add_error(
                "discussion_summary",
                _("Summarise the discussion or add a file: interactive CET needs it as evidence"),
            )

    def answers(self) -> dict:
        """What is declared, without files."""
        return {name: self.cleaned_data[name] for name in DECLARED}

    def arrived(self) -> list[tuple[str, UploadedFile]]:
        """What each file shows that has arrived as it should, and the file."""
        arrived = ((kind, self.cleaned_data.get(name)) for name, kind in FILES.items())
        return [(kind, file) for kind, file in arrived if file]

    def hide(self) -> None:
        """Carry the answers along unseen, for the page that shows them to be checked."""
        for name in FILES:
            del self.fields[name]
        for field in self.fields.values():
            field.widget = forms.HiddenInput()


class CorrectionForm(DeclarationForm):
    """The declaration as it should have been, and why. `number`: the version that is corrected."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10_000)
    reason = ParagraphField(
        label=_("Why do you correct it?"),
        max_length=2000,
        rows=3,
        help_text=_("This is kept with the new version."),
        error_messages={"required": _("Say why you correct the declaration")},
    )


class SettleForm(forms.Form):
    """What the CET manager decides about a held declaration. `number`: the version on the page."""

    RELEASE, REFUSE = "release", "refuse"

    number = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=10_000
    )

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


class NoteForm(forms.Form):
    """What the CET manager says about a difference that was told after there were points."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10_000)
    note = ParagraphField(
        label=_("What do you say to it?"),
        max_length=2000,
        help_text=_("The provider reads this."),
        error_messages={"required": _("Say something to it: the provider reads it")},
    )
