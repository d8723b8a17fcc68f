"""What keeps a provider from submitting anything new."""

from datetime import date

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.core.permissions import Refusal
from sessions_events.queries import lateness

# So many events are named in the sentence of a refusal.
_MOST_NAMED = 3


def what_holds(provider_id: int, today: date) -> Refusal | None:
    """A provider 10 working days late with something cannot submit anything new until it is
    done (decisions.md 24). Answers a question of the providers."""
    late = list(lateness.holding(provider_id, today))
    if not late:
        return None
    titles = {duty.reference: duty.event.application.title for duty in late}
    named = get_text_list(list(titles)[:_MOST_NAMED], _("and"))
    if len(titles) > _MOST_NAMED:
        named = _("%(named)s and %(more)d more") % {
            "named": ", ".join(list(titles)[:_MOST_NAMED]),
            "more": len(titles) - _MOST_NAMED,
        }
    sentence = ngettext(
        "New submissions are held, because %(events)s is 10 working days late or more. Declare "
        "and upload it, and you can submit at once.",
        "New submissions are held, because %(events)s are 10 working days late or more. Declare "
        "and upload them, and you can submit at once.",
        len(titles),
    ) % {"events": named}
    return Refusal(
        sentence,
        links=tuple(
            (f"{number} {title}", reverse("sessions_events:event", args=[number]))
            for number, title in titles.items()
        ),
    )
