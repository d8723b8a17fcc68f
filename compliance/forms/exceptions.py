"""Asking for an exception, and deciding about it."""

from collections.abc import Sequence

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import AttachmentField, DateField, ParagraphField, Radios
from cet_portal.core.forms.marks import WIDTH_3
from compliance.enums import ExceptionGround, ExceptionStatus, Factor, Speaks
from compliance.rules.exceptions import Least
from compliance.rules.removing import key_of


class LeaveForm(forms.Form):
    """A time on leave."""

    start = DateField(label=_("First day of leave"))
    end = DateField(
        label=_("Last day of leave"),
        help_text=_("If the leave goes on, the last day of the cycle will do."),
    )

    def clean(self):
        """Both or neither, and the right way round."""
        found = super().clean()
        start, end = found.get("start"), found.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day of leave must be the first day or later"))
        if start and not end and "end" not in self.errors:
            self.add_error("end", _("Enter the last day of leave, too"))
        if end and not start and "start" not in self.errors:
            self.add_error("start", _("Enter the first day of leave, too"))
        return found


class ChangeLeaveForm(LeaveForm):
    """A time on leave that was typed wrongly."""

    CORRECT, TAKE_BACK = "correct", "take_back"

    field_order = ("act", "start", "end", "reason")

    act = forms.ChoiceField(
        label=_("What is to be done?"),
        choices=[
            (CORRECT, _("Correct it, to the days below")),
            (TAKE_BACK, _("Take it back: there was no such leave")),
        ],
        widget=Radios(),
        initial=CORRECT,
    )
    reason = ParagraphField(
        label=_("What was wrong?"),
        rows=2,
        max_length=1000,
        error_messages={"required": _("Say what was wrong")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("start", "end"):
            self.fields[name].required = False

    def clean(self):
        """Days are needed to correct it."""
        found = super().clean()
        if found.get("act") == self.CORRECT and not found.get("start") and not self.errors:
            self.add_error("start", _("Enter the first day of leave"))
        return found


class AskExceptionForm(LeaveForm):
    """ "I could not meet the requirements." """

    field_order = ("ground", "words", "start", "end", "file")

    ground = forms.ChoiceField(
        label=_("Why could you not meet the requirements?"),
        choices=ExceptionGround.choices,
        widget=Radios(),
    )
    words = ParagraphField(
        label=_("What happened?"),
        help_text=_(
            "Say what you did to meet the requirements all the same, why it was beyond your "
            "control, and how patients are safe."
        ),
        max_length=5000,
        error_messages={"required": _("Say what happened")},
    )
    file = AttachmentField(
        label=_("Evidence, such as a letter of your employer or of a hospital"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("start", "end"):
            self.fields[name].required = False


class EvidenceForm(forms.Form):
    """One more file."""

    file = AttachmentField(label=_("Letter or another document"))


class ExceptionFilter(forms.Form):
    """Which requests of the list."""

    hide_optional = True

    cycle = forms.ChoiceField(label=_("Cycle"), required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), ("open", _("All that are open")), *ExceptionStatus.choices],
    )
    ground = forms.ChoiceField(
        label=_("Ground"), required=False, choices=[("", _("All")), *ExceptionGround.choices]
    )

    def __init__(self, *args, cycles: Sequence[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cycle"].choices = [("", _("All")), *((each, each) for each in cycles)]


class DecideExceptionForm(forms.Form):
    """The decision, its four factors, and what is lowered."""

    EXCUSE, LOWER, REFUSE = "excuse", "lower", "refuse"

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (EXCUSE, _("Grant it: nothing of the shortfall counts against them")),
            (LOWER, _("Grant it in part: lower requirements as said below")),
            (REFUSE, _("Refuse it")),
        ],
        widget=Radios(),
    )

    def __init__(self, *args, leasts: Sequence[Least], **kwargs):
        super().__init__(*args, **kwargs)
        self.leasts = leasts
        for place, each in enumerate(leasts):
            self.fields[f"lowered_{place}"] = self._figure(each)
        for factor in Factor:
            self.fields[f"speaks_{factor}"] = forms.ChoiceField(
                label=factor.label,
                choices=Speaks.choices,
                widget=Radios(inline=True),
                error_messages={
                    "required": format_lazy(
                        _("Say whether this speaks for or against it: “{factor}”"),
                        factor=factor.label,
                    )
                },
            )
            self.fields[f"words_{factor}"] = ParagraphField(
                label=format_lazy(_("Why: {factor}"), factor=factor.label),
                rows=2,
                max_length=2000,
                error_messages={
                    "required": format_lazy(_("Say why: “{factor}”"), factor=factor.label)
                },
            )
        self.fields["reason"] = ParagraphField(
            label=_("Reason"),
            help_text=_("The registrant reads it, and the four factors."),
            max_length=5000,
            error_messages={"required": _("Give the reason: the registrant reads it")},
        )

    @staticmethod
    def _figure(each: Least) -> forms.IntegerField:
        words = {
            "label": each.requirement.label,
            "required": each.requirement.required,
            "obtained": each.requirement.obtained,
            "sum": each.explanation,
        }
        return forms.IntegerField(
            label=_("%(label)s: lowered to") % words,
            help_text=_("Now %(required)d, of which there are %(obtained)d. %(sum)s") % words,
            required=False,
            min_value=each.least,
            max_value=max(each.requirement.required - 1, each.least),
            widget=forms.NumberInput(WIDTH_3),
        )

    def clean(self):
        """Something is lowered, and only where the decision says so."""
        found = super().clean()
        if found.get("decision") == self.LOWER and not self.lowered():
            wrong = any(name.startswith("lowered_") for name in self.errors)
            if not wrong:
                self.add_error("decision", _("Say which requirement is lowered, and to what"))
        if found.get("decision") in (self.EXCUSE, self.REFUSE) and self.lowered():
            words = _("A lower figure is typed: grant it in part, or empty the figure")
            self.add_error("decision", words)
        return found

    def lowered(self) -> dict[tuple[str, str], int]:
        """The figures, by code and specialty."""
        figures = {
            key_of(each.requirement): self.cleaned_data.get(f"lowered_{place}")
            for place, each in enumerate(self.leasts)
        }
        return {key: figure for key, figure in figures.items() if figure is not None}

    def factors(self) -> dict[str, tuple[str, str]]:
        """Whether each speaks for or against it, and why."""
        found = self.cleaned_data
        return {
            str(factor): (found[f"speaks_{factor}"], found[f"words_{factor}"]) for factor in Factor
        }
