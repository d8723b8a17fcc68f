"""Disputing the record of a cycle, and deciding it."""

from collections.abc import Sequence

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cet_portal.core.forms import AttachmentField, Checkboxes, ParagraphField, Radios
from compliance.enums import DisputeStatus
from sessions_events import queries as event_queries


class LodgeForm(forms.Form):
    """ "This record is wrong." """

    words = ParagraphField(
        label=_("What is wrong, and what should it be?"),
        help_text=_("Name the events, with their EV-numbers where you have them."),
        max_length=5000,
        error_messages={"required": _("Say what is wrong with the record")},
    )
    file = AttachmentField(label=_("Certificate or another document"), required=False)


class DocumentForm(forms.Form):
    """One more document."""

    file = AttachmentField(label=_("Certificate or another document"))


class DisputeFilter(forms.Form):
    """Which disputes of the list."""

    hide_optional = True

    cycle = forms.ChoiceField(label=_("Cycle"), required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), ("open", _("All that are open")), *DisputeStatus.choices],
    )

    def __init__(self, *args, cycles: Sequence[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cycle"].choices = [("", _("All")), *((each, each) for each in cycles)]


class DetermineForm(forms.Form):
    """The determination, and what it writes."""

    UPHOLD, DISMISS = "uphold", "dismiss"

    decision = forms.ChoiceField(
        label=_("Determination"),
        choices=[
            (UPHOLD, _("Change the record, as said below")),
            (DISMISS, _("Dismiss: it stands")),
        ],
        widget=Radios(),
    )
    accept = forms.TypedMultipleChoiceField(
        label=_("Late and lapsed points that count"),
        required=False,
        coerce=int,
        widget=Checkboxes(),
    )
    add = forms.CharField(
        label=_("Events whose points are added"),
        help_text=_("EV-numbers, with spaces between them."),
        required=False,
        max_length=200,
    )
    reverse = forms.TypedMultipleChoiceField(
        label=_("Points to take back"), required=False, coerce=int, widget=Checkboxes()
    )
    reason = ParagraphField(
        label=_("Reason"),
        help_text=_("The registrant reads it."),
        max_length=5000,
        error_messages={"required": _("Give the reason: the registrant reads it")},
    )

    def __init__(self, *args, late, standing, **kwargs):
        super().__init__(*args, **kwargs)
        for name, lines in (("accept", late), ("reverse", standing)):
            self.fields[name].choices = [(line.pk, _line(line)) for line in lines]
            if not lines:
                del self.fields[name]

    def clean_add(self) -> list[str]:
        """The numbers; each that names no event is named as it was typed."""
        numbers, wrong = [], []
        for word in self.cleaned_data["add"].replace(",", " ").split():
            digits = word.upper().removeprefix("EV").removeprefix("-")
            number = f"EV-{digits}"
            if word.upper() == "EV":
                continue
            if not (digits.isascii() and digits.isdecimal()):
                wrong.append(_("“%(word)s” is no EV-number") % {"word": word})
            elif event_queries.event_numbered(number) is None:
                wrong.append(_("No event has the number %(number)s") % {"number": number})
            else:
                numbers.append(number)
        if wrong:
            raise forms.ValidationError([str(each) for each in wrong])
        return numbers

    def clean(self):
        """A line counts or is taken back, not both; something changes only where the decision says
        so."""
        found = super().clean()
        both = set(found.get("accept") or ()) & set(found.get("reverse") or ())
        if both:
            labels = dict(self.fields["reverse"].choices)
            words = _("“%(line)s” cannot both count and be taken back: choose one of them")
            self.add_error(
                "reverse", [words % {"line": labels[each]} for each in labels if each in both]
            )
        asked = any(found.get(each) for each in ("accept", "add", "reverse"))
        if found.get("decision") == self.DISMISS and asked:
            words = _("Points are chosen below: change the record, or take the choice away")
            self.add_error("decision", words)
        return found

    def changes(self) -> dict:
        """What the determination writes."""
        found = self.cleaned_data
        return {
            "accept": found.get("accept") or [],
            "reverse": found.get("reverse") or [],
            "add": found["add"],
        }


def _line(line) -> str:
    words = {
        "number": line.event_reference,
        "title": line.title,
        "day": date_format(line.event_date, "j F Y"),
        "points": line.total,
        "status": line.get_status_display(),
    }
    sentence = ngettext(
        "%(number)s %(title)s, %(day)s: %(points)s point, %(status)s",
        "%(number)s %(title)s, %(day)s: %(points)s points, %(status)s",
        line.total,
    )
    return sentence % words
