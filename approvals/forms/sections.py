"""One form for each section of an application (domain.md 6.2).

A section can be saved incomplete: what is missing is told by `rules.problems` on the task list
and on the check page. What is there has to make sense. `version` is the one that the form was
opened with, so that the second of two editors is told.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from approvals.enums import Section
from approvals.forms import fields
from cet_portal.core.forms import Radios, YesNoField, marked
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import InteractivityGround
from cet_portal.scheme.models import Modality


class SectionForm(forms.Form):
    """`initial` are the values of the application by name (`queries.values_of`)."""

    version = forms.Field(widget=forms.HiddenInput, required=False)

    def saved_version(self) -> int:
        """The version the form was opened with; 0, which no draft has, if it cannot be read."""
        version = str(self.cleaned_data.get("version") or "")
        return int(version) if version.isdecimal() and len(version) < 10 else 0

    def values(self) -> dict[str, Any]:
        """Fields of the application to save."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in self.base_fields and name != "version"
        }

    def objectives(self) -> list[str] | None:
        """The new list of objectives, or None where the section does not ask for them."""
        return None

    def typed(self) -> dict[str, Any]:
        """Everything the section says, by field of the application, to compare two editors."""
        return self.values()


class AboutForm(SectionForm):
    """What it is, how people learn and how long it takes."""

    title = fields.line(
        _("Title"),
        longest=200,
        help_text=_("As it will stand in the directory and on certificates"),
        error_messages={"required": _("Give the CET a title")},
    )
    summary = fields.text(_("Summary"), help_text=_("In a few sentences, what the CET is about"))
    modality = forms.ModelChoiceField(
        label=_("How do people learn?"),
        queryset=scheme_queries.modalities(),
        to_field_name="code",
        required=False,
        empty_label=None,
        widget=Radios,
        error_messages={"invalid_choice": _("Choose one of the ways of learning")},
    )
    marked(modality, hide_optional=True)
    duration_minutes = fields.minutes(
        _("How long does it take?"),
        help_text=_("Time of learning without breaks. CET takes at least one hour."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["modality"].widget.hints = {
            modality.code: points_guide(modality) for modality in scheme_queries.modalities()
        }


class AudiencesForm(SectionForm):
    """Whom it is for, and which competency units it serves for each of them."""

    audiences = fields.choices(_("Who is the CET for?"), help_text=_("Choose all that apply"))
    units = fields.choices(
        _("Which competency units does it cover?"),
        help_text=_("Choose at least one for each audience. Each unit belongs to one audience."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        audiences = list(scheme_queries.audiences())
        fields.give_choices(self, "audiences", fields.audience_choices(audiences))
        fields.give_choices(self, "units", fields.unit_choices(audiences))


class LearningForm(SectionForm):
    """Objectives in a row of inputs: blank ones are dropped, one more comes at the button."""

    MOST = 8
    SHOWN = 3
    ADD = "add"

    assessment = fields.text(
        _("How do people show that they met the objectives?"),
        help_text=_("For example questions, case records or a discussion, and what is a pass"),
    )

    field_order = ["version", *(f"objective_{number}" for number in range(1, MOST + 1))]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, self._how_many() + 1):
            self.fields[f"objective_{number}"] = self._objective(number)
        self.order_fields(self.field_order)

    def _how_many(self) -> int:
        given = self.initial.get("objectives") or []
        if not self.is_bound:
            return min(max(self.SHOWN, len(given)), self.MOST)
        posted = [n for n in range(1, self.MOST + 1) if f"objective_{n}" in self.data]
        last = max(posted, default=self.SHOWN) + (self.ADD in self.data)
        return min(last, self.MOST)

    def _objective(self, number: int) -> forms.CharField:
        given = self.initial.get("objectives") or []
        field = fields.line(
            _("Learning objective %(number)d") % {"number": number},
            longest=500,
            required=False,
            initial=given[number - 1] if number <= len(given) else "",
            help_text=_("What people know or can do afterwards. Up to eight; leave others empty.")
            if number == 1
            else "",
        )
        marked(field, hide_optional=True)
        if self.ADD in self.data and number == self._how_many():
            field.widget.attrs["autofocus"] = True
        return field

    def can_add(self) -> bool:
        """Is there room for one more objective?"""
        return self._how_many() < self.MOST

    def objectives(self) -> list[str]:
        written = (
            self.cleaned_data.get(f"objective_{number}") for number in range(1, self.MOST + 1)
        )
        return [text for text in written if text]

    def values(self) -> dict[str, Any]:
        return {"assessment": self.cleaned_data["assessment"]}

    def typed(self) -> dict[str, Any]:
        return {"objectives": self.objectives(), **self.values()}


class InteractivityForm(SectionForm):
    """On which ground it is interactive, and the points asked for."""

    ground = forms.ChoiceField(
        label=_("Is the CET interactive?"),
        choices=InteractivityGround.choices,
        widget=Radios(
            hints={
                InteractivityGround.A: _("Lectures, workshops, peer review and the like"),
                InteractivityGround.B: _(
                    "Mostly distance learning. A tutor or expert answers each person, and the "
                    "provider gives them something to reflect on with a peer"
                ),
                InteractivityGround.C: _(
                    "Mostly distance learning. Chat, webinar or video with a qualified optometrist "
                    "or dispensing optician"
                ),
            }
        ),
        error_messages={
            "required": _("Say whether the CET is interactive"),
            "invalid_choice": _("Choose one of the answers"),
        },
    )
    interaction = fields.text(
        _("How do people interact?"),
        help_text=_(
            "How errors in understanding are found and corrected, and how people compare their "
            "understanding with that of others. Only for interactive CET."
        ),
    )
    points_total = fields.points(_("How many points do you ask for?"), least=1)
    points_interactive = fields.points(
        _("How many of these points are interactive?"),
        least=0,
        help_text=_("They are part of the points above. Enter 0 if none is."),
    )
    peer_review = YesNoField(
        label=_("Is it peer review?"),
        required=False,
        help_text=_("Points by discussion with one or more qualified opticians"),
    )
    marked(peer_review, hide_optional=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        modality = self.initial.get("modality")
        if isinstance(modality, Modality):
            self.fields["points_total"].help_text = f"{modality}: {points_guide(modality)}"

    def clean_peer_review(self) -> bool:
        return bool(self.cleaned_data["peer_review"])

    def clean(self):
        interactive_is_part_of_total(self, "points_total", "points_interactive")


class PracticeForm(SectionForm):
    """The principles of CET: current practice and patient care; who made it, who paid."""

    current_practice = fields.text(
        _("How is the CET linked to current practice?"),
        help_text=_("For example, guidance or evidence that it follows"),
    )
    patient_care = fields.text(_("How does it improve patient care?"))
    authors = fields.text(
        _("Authors and presenters"), rows=3, help_text=_("Names and qualifications")
    )
    interests = fields.text(
        _("Sponsors and interests"),
        rows=3,
        help_text=_("Anybody who pays for the CET or gains from it. Leave empty if nobody does."),
    )


SECTION_FORMS: Mapping[str, type[SectionForm]] = {
    Section.ABOUT: AboutForm,
    Section.AUDIENCES: AudiencesForm,
    Section.LEARNING: LearningForm,
    Section.INTERACTIVITY: InteractivityForm,
    Section.PRACTICE: PracticeForm,
}


def points_guide(modality: Modality) -> str:
    """The guide to the points of a way of learning; the approver fixes them (decisions.md 18)."""
    least, most = modality.usual_least, modality.usual_most
    if least == most:
        return ngettext("usually %(most)d point", "usually %(most)d points", most) % {"most": most}
    return gettext("usually %(least)d to %(most)d points") % {"least": least, "most": most}


def interactive_is_part_of_total(form: forms.Form, total: str, interactive: str) -> None:
    """Refuse, at its field, a number of interactive points beyond the total."""
    whole, part = form.cleaned_data.get(total), form.cleaned_data.get(interactive)
    if whole is not None and part is not None and part > whole:
        form.add_error(
            interactive,
            ValidationError(
                _("Interactive points are part of the total: enter %(total)d or fewer")
                % {"total": whole}
            ),
        )
