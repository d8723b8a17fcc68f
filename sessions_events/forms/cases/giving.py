"""Points that are missing, given."""

from django.utils.translation import gettext_lazy as _

from sessions_events.enums import CaseKind
from sessions_events.forms.cases.completing import CompletionForm
from sessions_events.forms.cases.correcting import CorrectForm
from sessions_events.models import PointsCase


class AddForm(CompletionForm):
    """Add the points; a message if there is one."""

    field_order = ("ev_number", "part", "interactive", "completed", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].label = _("Message")


def uphold_form(case: PointsCase) -> type[CompletionForm]:
    """Missing points are given, queried ones corrected."""
    return UpholdAddForm if case.kind == CaseKind.MISSING else CorrectForm


class UpholdAddForm(CompletionForm):
    """Give the points, with the reason."""

    field_order = ("ev_number", "part", "interactive", "completed", "reason")
