"""Late points, removals and restorations: filters, reasons, days."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import Checkboxes, DateField, ParagraphField, Radios
from cet_portal.core.forms.marks import WIDTH_10
from cet_portal.scheme.enums import Specialty
from compliance.enums import RemovalStatus, Stake
from compliance.models import Removal
from compliance.queries.removals import TO_UNDO
from compliance.queries.removing import HELD, READY
from compliance.rules import Period

# Keys of one act, in one hidden field.
MOST_KEYS = 100_000


class KeysField(forms.CharField):
    """Keys of what was shown, with spaces between them: what is done is done to them alone."""

    widget = forms.HiddenInput

    def to_python(self, value) -> list[int]:
        """Whole numbers, each once."""
        words = super().to_python(value).split()
        if len(words) > MOST_KEYS or not all(
            word.isascii() and word.isdecimal() and len(word) < 19 for word in words
        ):
            raise forms.ValidationError(_("This list cannot be read. Go back and choose again."))
        return sorted({int(word) for word in words})

    def prepare_value(self, value):
        return " ".join(map(str, value)) if isinstance(value, list) else value


class LateFilter(forms.Form):
    """Which late points of the list."""

    hide_optional = True

    cycle = forms.ChoiceField(label=_("Cycle"), required=False)
    provider = forms.CharField(label=_("Provider"), required=False, max_length=200)
    words = forms.CharField(
        label=_("EV-number, registration number or surname"), required=False, max_length=100
    )

    def __init__(self, *args, cycles: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cycle"].choices = [("", _("All")), *((each, each) for each in cycles)]


class ActFilter(forms.Form):
    """Which acts on many."""

    hide_optional = True

    kind = forms.ChoiceField(
        label=_("What was done"),
        required=False,
        choices=[
            ("", _("All")),
            ("late", _("Late points were settled")),
            ("remove", _("People were taken off the register")),
        ],
    )
    cycle = forms.ChoiceField(label=_("Cycle"), required=False)

    def __init__(self, *args, cycles: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cycle"].choices = [("", _("All")), *((each, each) for each in cycles)]


class LateForm(forms.Form):
    """Do these lines count?"""

    COUNT, REFUSE = "count", "refuse"

    decision = forms.ChoiceField(
        label=_("Do these points count?"),
        choices=[
            (COUNT, _("They count: they are accepted")),
            (REFUSE, _("They do not count: they lapse")),
        ],
        widget=Radios(),
    )
    reason = ParagraphField(
        label=_("Reason"),
        help_text=_("Each registrant reads it."),
        max_length=2000,
        error_messages={"required": _("Give the reason: each registrant reads it")},
    )
    keys = KeysField()


class RemovalFilter(forms.Form):
    """Which of those who are short in a run."""

    hide_optional = True

    run = forms.ChoiceField(label=_("Run"), required=False)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("Everybody who is short")),
            (READY, _("Those whom nothing open holds back")),
            (HELD, _("Those who are held back")),
        ],
    )
    words = forms.CharField(
        label=_("Registration number or surname"), required=False, max_length=100
    )

    def __init__(self, *args, runs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["run"].choices = [(run.number, f"{run.number}: {run.cycle}") for run in runs]


class RemovalForm(forms.Form):
    """From which day, and why."""

    of_day = DateField(
        label=_("First day off the register"),
        help_text=_("The last day on the register is the day before."),
    )
    reason = ParagraphField(
        label=_("Reason"),
        help_text=_("Each registrant reads it, with what is missing as the run has it."),
        max_length=2000,
        error_messages={"required": _("Give the reason: each registrant reads it")},
    )
    keys = KeysField()


class MadeFilter(forms.Form):
    """Which removals and restorations."""

    hide_optional = True

    cycle = forms.ChoiceField(label=_("Cycle"), required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[
            ("", _("All")),
            *RemovalStatus.choices,
            (TO_UNDO, _("Removed, and a dispute or an exception speaks against it")),
        ],
    )
    words = forms.CharField(
        label=_("Registration number or surname"), required=False, max_length=100
    )

    def __init__(self, *args, periods: list[Period], **kwargs):
        super().__init__(*args, **kwargs)
        cycles = [(each.name, each.name) for each in periods]
        self.fields["cycle"].choices = [("", _("All")), *cycles]


class RestoreForm(forms.Form):
    """From which day, under which number, with which specialties."""

    start = DateField(
        label=_("First day on the register again"),
        help_text=_("From the day of the removal itself it is as if there had been none."),
    )
    number = forms.CharField(
        label=_("Registration number"),
        help_text=_("Since April 2021 people keep the one they had."),
        max_length=12,
        widget=forms.TextInput(WIDTH_10),
    )
    specialties = forms.MultipleChoiceField(
        label=_("Specialties that come back, too"), required=False, widget=Checkboxes()
    )
    reason = ParagraphField(
        label=_("Reason"),
        help_text=_("The registrant reads it."),
        max_length=2000,
        error_messages={"required": _("Give the reason: the registrant reads it")},
    )

    def __init__(self, *args, removal: Removal, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].initial = removal.number
        self.fields["specialties"].choices = [
            (each, Specialty(each).label) for each in removal.specialties
        ]
        if removal.stake == Stake.SPECIALTY or not removal.specialties:
            del self.fields["specialties"]
        if removal.stake == Stake.SPECIALTY:
            del self.fields["number"]


class CorrectRestorationForm(RestoreForm):
    """What the restoration should have said."""

    def __init__(self, *args, removal: Removal, **kwargs):
        super().__init__(*args, removal=removal, **kwargs)
        if "number" in self.fields:
            self.fields["number"].help_text = _("The number with which they came back.")
        self.fields["reason"].label = _("Why it is corrected")


class TakeBackRestorationForm(forms.Form):
    """Why there was no restoration."""

    reason = ParagraphField(
        label=_("Why it is taken back"),
        help_text=_("The registrant reads it."),
        max_length=2000,
        error_messages={"required": _("Give the reason: the registrant reads it")},
    )
