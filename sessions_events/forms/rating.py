"""Ratings, and what GOC staff and providers say about them (decisions.md 30)."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from cet_portal.core.forms import ParagraphField, Radios
from sessions_events.forms.reading import Filter

SCORES = (
    (5, _("5, very good")),
    (4, _("4, good")),
    (3, _("3, fair")),
    (2, _("2, poor")),
    (1, _("1, very poor")),
)


class RatingForm(forms.Form):
    """One to five, and an optional comment."""

    score = forms.TypedChoiceField(
        label=_("How good was this CET?"),
        choices=SCORES,
        coerce=int,
        widget=Radios,
        error_messages={"required": _("Choose from 1 to 5")},
    )
    comment = ParagraphField(
        label=_("Comment"),
        required=False,
        max_length=2000,
        help_text=_(
            "The provider reads this without your name. Leave out anything that names you."
        ),
    )


class ScoreForm(RatingForm):
    """One to five alone: the comment was hidden, and stays as it is."""

    comment = None  # type: ignore[assignment]


class CommentFilter(Filter):
    """Which comments."""

    text = forms.CharField(label=_("Words, number or title"), max_length=100)
    shown = forms.ChoiceField(
        label=_("Which comments"),
        choices=[("", _("All")), ("yes", _("Shown")), ("no", _("Hidden"))],
    )


class HideForm(forms.Form):
    """Why a comment is hidden; `seen` says which one was read."""

    reason = ParagraphField(
        label=_("Reason"),
        max_length=1000,
        rows=3,
        help_text=_("The provider and the person who wrote the comment read this."),
        error_messages={"required": _("Give the reason: the provider and the person read it")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)

    def clean_seen(self) -> datetime | None:
        """None for what is no instant: then the comment is to be read again."""
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None


class ShowForm(forms.Form):
    """Why a hidden comment is shown again."""

    reason = ParagraphField(
        label=_("Reason"),
        max_length=1000,
        rows=3,
        help_text=_("The person who wrote the comment reads this."),
        error_messages={"required": _("Give the reason: the person reads it")},
    )


class ImprovementForm(forms.Form):
    """What the provider changed."""

    text = ParagraphField(
        label=_("What have you changed?"),
        max_length=2000,
        help_text=_(
            "Everybody can read this: it stands in the directory with today's date. Name nobody, "
            "and do not quote a comment."
        ),
        error_messages={"required": _("Write what you have changed")},
    )


class TakeBackForm(forms.Form):
    """Why GOC staff take a note back."""

    reason = ParagraphField(
        label=_("Reason"),
        max_length=1000,
        rows=3,
        help_text=_("The provider reads this."),
        error_messages={"required": _("Give the reason: the provider reads it")},
    )
