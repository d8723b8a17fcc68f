"""On which ground the CET is interactive; then, on the next page, what that ground asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals import rules
from approvals.enums import Engagement, StimulusFormat
from approvals.forms import fields
from approvals.forms.sections.base import SectionForm
from cet_portal.core.forms import Radios, marked
from cet_portal.scheme.enums import InteractivityGround


class GroundForm(SectionForm):
    """Not interactive, or option A, B or C (mission/000, "What is Interactive CET?")."""

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


class QuestionsForm(SectionForm):
    """What the ground saved in the application asks. The others are neither asked nor changed."""

    interaction = fields.text(
        _("How do people interact?"),
        help_text=_(
            "How errors in understanding are found and corrected, and how people compare their "
            "understanding with that of others."
        ),
    )
    feedback = fields.text(
        _("How does a tutor or expert give feedback to each person?"),
        help_text=_(
            "About the content, to support learning. A peer may do it who is involved in managing "
            "the learning."
        ),
    )
    stimulus_format = forms.ChoiceField(
        label=_("Which format does the reflection stimulus have?"),
        choices=StimulusFormat.choices,
        required=False,
        widget=Radios,
        error_messages={"invalid_choice": _("Choose one of the formats")},
    )
    stimulus = fields.text(
        _("What is the reflection stimulus?"),
        help_text=_(
            "It challenges what people understand and starts a conversation with a peer about "
            "the objectives, in which they reflect on their own practice."
        ),
    )
    engagement = forms.ChoiceField(
        label=_("How do people engage their peers?"),
        choices=Engagement.choices,
        required=False,
        widget=Radios,
        error_messages={"invalid_choice": _("Choose one of the answers")},
    )
    peer_qualification = fields.text(
        _("How is the peer qualified?"),
        rows=3,
        help_text=_("At least one of them is a qualified optometrist or dispensing optician."),
    )
    channel = fields.line(
        _("By which live channel do they meet?"),
        longest=200,
        required=False,
        help_text=_("For example video conference, webinar or online chat"),
    )
    for field in (stimulus_format, engagement, channel):
        marked(field, hide_optional=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = rules.ASKED_FOR_GROUND.get(self.initial.get("ground") or "", ())
        for name in [name for name in self.fields if name not in ("version", *asked)]:
            del self.fields[name]
