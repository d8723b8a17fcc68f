"""How an approver judges the criteria."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from approvals.enums import Verdict
from approvals.rules import Judged
from cet_portal.core.forms import ParagraphField, Radios, marked
from cet_portal.scheme.enums import Audience
from cet_portal.scheme.models import Criterion

LONGEST_SENTENCE = 1000


@dataclass(frozen=True)
class Line:
    """One criterion, for all audiences or for one, with its two fields."""

    criterion: Criterion
    audience: str
    verdict: forms.BoundField
    sentence: forms.BoundField

    @property
    def audience_label(self) -> str:
        """Whom it is judged for; empty where for all."""
        return str(Audience(self.audience).label) if self.audience else ""


class JudgeForm(forms.Form):
    """A verdict and a sentence for each criterion. Kept as far as it has come."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(
        self,
        *args,
        criteria: Sequence[Criterion],
        audiences: Collection[str],
        kept: Collection[Judged] = (),
        **kwargs,
    ):
        """`audiences` of the application; `kept`: what was judged so far."""
        super().__init__(*args, **kwargs)
        known = {(each.criterion, each.audience): each for each in kept}
        self.keys = [
            (criterion, audience)
            for criterion in criteria
            for audience in (audiences if criterion.per_audience else ("",))
        ]
        for criterion, audience in self.keys:
            so_far = known.get((criterion.code, audience))
            self.fields[_name("verdict", criterion, audience)] = _verdict(criterion, so_far)
            self.fields[_name("sentence", criterion, audience)] = _sentence(so_far)

    def lines(self) -> Iterator[Line]:
        """The criteria in order, each with its fields."""
        for criterion, audience in self.keys:
            yield Line(
                criterion,
                audience,
                self[_name("verdict", criterion, audience)],
                self[_name("sentence", criterion, audience)],
            )

    def judged(self, *, rest: str = "") -> list[Judged]:
        """What was chosen and written; `rest`: the verdict of every criterion left open."""
        return [
            Judged(
                criterion.code,
                self.cleaned_data[_name("verdict", criterion, audience)] or rest,
                self.cleaned_data[_name("sentence", criterion, audience)],
                audience,
            )
            for criterion, audience in self.keys
        ]


def _name(part: str, criterion: Criterion, audience: str) -> str:
    return "_".join(filter(None, (part, criterion.code, audience)))


def _verdict(criterion: Criterion, so_far: Judged | None) -> forms.ChoiceField:
    field = forms.ChoiceField(
        label=criterion.question,
        required=False,
        choices=Verdict.choices,
        initial=so_far.verdict if so_far else "",
        widget=Radios(inline=True, small=True),
        error_messages={"invalid_choice": _("Choose met, not met or not applicable")},
    )
    return marked(field, hide_optional=True)


def _sentence(so_far: Judged | None) -> ParagraphField:
    # A validator and no `max_length`: a counter under each of many boxes would drown the page.
    too_long = _("Say it in %(limit_value)d characters or fewer")
    field = ParagraphField(
        label=_("Why, in a sentence"),
        rows=2,
        required=False,
        validators=[MaxLengthValidator(LONGEST_SENTENCE, message=too_long)],
        initial=so_far.sentence if so_far else "",
    )
    return marked(field, hide_optional=True)
