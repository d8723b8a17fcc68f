"""Fast track: decided sooner, for a fee (mission/000, Timescales)."""

from django.utils.translation import gettext_lazy as _

from approvals.forms.sections.base import SectionForm
from cet_portal.core.forms import YesNoField


class SpeedForm(SectionForm):
    """Fast track or not."""

    fast_track = YesNoField(
        label=_("Do you want the fast track?"),
        yes=_("Yes, and we pay the invoice"),
        no=_("No, a decision within 10 working days is soon enough"),
        error_messages={
            "required": _("Say whether you want the fast track"),
            "invalid_choice": _("Choose one of the answers"),
        },
    )
