"""What people say in a case about points."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import (
    WIDTH_3,
    WIDTH_10,
    AttachmentField,
    DateField,
    ParagraphField,
    Radios,
    YesNoField,
)
from cet_portal.scheme.enums import PointKind
from sessions_events.enums import CaseKind, CaseStatus, Part
from sessions_events.models import PointsCase
from sessions_events.rules.completing import Completion, Exact

MOST_LETTERS = 3000
MOST_POINTS = 40


class AttendedForm(forms.Form):
    """Which event was it?"""

    hide_optional = True

    text = forms.CharField(
        label=_("EV-number, or words of the title or the provider"),
        required=False,
        max_length=100,
    )
    day = DateField(label=_("Day of the event"), required=False)

    def chosen(self) -> tuple[str, object]:
        """What to look for; nothing of a field that cannot be read."""
        self.is_valid()
        return self.cleaned_data.get("text") or "", self.cleaned_data.get("day")


class CaseFilter(forms.Form):
    """Which cases of a list."""

    hide_optional = True

    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), ("open", _("All that are open")), *CaseStatus.choices],
    )
    kind = forms.ChoiceField(
        label=_("What it is about"), required=False, choices=[("", _("All")), *CaseKind.choices]
    )
    text = forms.CharField(label=_("Number, title or provider"), required=False, max_length=100)

    def values(self) -> dict[str, str]:
        """What to narrow the list by."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class _WithFile(forms.Form):
    """Words, and a file if there is one."""

    file = AttachmentField(label=_("Certificate or another file"), required=False)

    def sent_files(self) -> list:
        """What was sent, as the services take it."""
        return [self.cleaned_data["file"]] if self.cleaned_data.get("file") else []


class OpenForm(_WithFile):
    """ "I attended, where are my points?" """

    words = ParagraphField(
        label=_("What happened?"),
        help_text=_(
            "For example when you came and left, and how you signed in. The provider and GOC staff "
            "read this, with your surname and your registration number."
        ),
        max_length=MOST_LETTERS,
        error_messages={"required": _("Say what happened: the provider has to know")},
    )
    field_order = ("words", "file")


class UnlistedForm(OpenForm):
    """The event was not found: what the registrant knows of it."""

    provider_name = forms.CharField(label=_("Provider"), max_length=200)
    title = forms.CharField(label=_("Title of the CET"), max_length=200)
    day = DateField(label=_("Day of the event"))
    field_order = ("provider_name", "title", "day", "words", "file")


class WriteForm(_WithFile):
    """A message to the other sides."""

    text = ParagraphField(
        label=_("Your message"),
        help_text=_("The registrant, the provider and GOC staff read it."),
        max_length=MOST_LETTERS,
        error_messages={"required": _("Write a message")},
    )
    field_order = ("text", "file")


class ReasonForm(forms.Form):
    """Why."""

    def __init__(self, *args, case: PointsCase, by_staff: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.by_staff = case, by_staff

    reason = ParagraphField(
        label=_("Reason"),
        help_text=_("The registrant, the provider and GOC staff read it."),
        max_length=MOST_LETTERS,
        error_messages={"required": _("Give the reason: the others read it")},
    )

    def said(self) -> dict:
        """What the service takes."""
        return {"reason": self.cleaned_data["reason"]}


class OptionalReasonForm(ReasonForm):
    """A message that may be left out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].label = _("Message")


class DisputeForm(ReasonForm, _WithFile):
    """Why the answer is wrong."""

    field_order = ("reason", "file")

    def said(self):
        return {"words": self.cleaned_data["reason"], "files": self.sent_files()}


class NoteForm(ReasonForm):
    """A note of staff."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Note")
        self.fields["reason"].help_text = _("GOC staff alone read it.")

    def said(self):
        return {"text": self.cleaned_data["reason"]}


class EventNumberForm(ReasonForm):
    """Which event it is."""

    ev_number = forms.CharField(
        label=_("EV-number"), max_length=12, widget=forms.TextInput(WIDTH_10)
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reason"]

    def said(self):
        return {"ev_number": number_of(self.cleaned_data["ev_number"])}


def number_of(typed: str) -> str:
    """ "EV-10001" for "ev 10001" or "10001"."""
    digits = "".join(letter for letter in typed if letter.isdecimal())
    return f"EV-{digits}" if digits else typed.strip()


class CompletionForm(ReasonForm):
    """What the person did at the event; the points follow from the approval."""

    part = forms.ChoiceField(
        label=_("What did they do there?"),
        choices=Part.choices,
        initial=Part.PARTICIPANT,
        widget=Radios(),
    )
    interactive = YesNoField(
        label=_("Did they complete the interactive part?"),
        help_text=_("Without it they get the same points, none of them interactive."),
        initial=True,
    )
    completed = DateField(label=_("Day of completion"), required=False)
    ev_number = forms.CharField(
        label=_("EV-number"), max_length=12, widget=forms.TextInput(WIDTH_10)
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        event = self.case.event
        if event is None or not event.is_distance_learning:
            del self.fields["completed"]
        if event or not self.by_staff or self.case.kind == CaseKind.QUERY:
            del self.fields["ev_number"]

    def said(self):
        found = self.cleaned_data
        done = Completion(found["part"], found["interactive"], found.get("completed"))
        number = found.get("ev_number")
        return {
            "reason": found["reason"],
            "done": done,
            **({"ev_number": number_of(number)} if number else {}),
        }


class AddForm(CompletionForm):
    """Add the points; a message if there is one."""

    field_order = ("ev_number", "part", "interactive", "completed", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].label = _("Message")


class CorrectForm(CompletionForm):
    """The right line instead of the wrong one. Staff may say its points, type and day."""

    total = forms.IntegerField(
        label=_("Points, if they are not those of the approval"),
        required=False,
        min_value=1,
        max_value=MOST_POINTS,
        widget=forms.TextInput({**WIDTH_3, "inputmode": "numeric"}),
        help_text=_("Leave it empty for the points that follow from the approval."),
    )
    interactive_points = forms.IntegerField(
        label=_("Of them interactive"),
        required=False,
        min_value=0,
        max_value=MOST_POINTS,
        widget=forms.TextInput({**WIDTH_3, "inputmode": "numeric"}),
    )
    kind = forms.ChoiceField(
        label=_("Type of points"), required=False, choices=PointKind.choices, widget=Radios()
    )
    day = DateField(label=_("Day of the event"), required=False)
    field_order = (
        "part",
        "interactive",
        "completed",
        "total",
        "interactive_points",
        "kind",
        "day",
        "reason",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.by_staff:
            for name in ("total", "interactive_points", "kind", "day"):
                del self.fields[name]
        elif self.case.entry:
            self.fields["kind"].initial = self.case.entry.kind
            self.fields["day"].initial = self.case.entry.event_date
            if self.case.event is None:
                self.fields["total"].required = True

    def said(self):
        said, found = super().said(), self.cleaned_data
        if found.get("total"):
            said["exact"] = Exact(
                total=found["total"],
                interactive=found.get("interactive_points") or 0,
                kind=found.get("kind") or self.case.entry.kind,
                day=found.get("day") or self.case.entry.event_date,
            )
        return said


def uphold_form(case: PointsCase) -> type[CompletionForm]:
    """Missing points are given, queried ones corrected."""
    return UpholdAddForm if case.kind == CaseKind.MISSING else CorrectForm


class UpholdAddForm(CompletionForm):
    """Give the points, with the reason."""

    field_order = ("ev_number", "part", "interactive", "completed", "reason")
