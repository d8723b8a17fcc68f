"""A refusal after somebody has typed a reason."""

from django.contrib import messages

from sessions_events import queries


def said_before(request, event, reason: str, form, refused) -> bool:
    """True, and a calm sentence, if the same person said the same before: pressed twice.

    Otherwise the form says why not, and what was typed stays on the page.
    """
    if queries.was_said(event, reason, request.actor):
        messages.info(request, str(refused.refusal))
        return True
    event.refresh_from_db()
    form.add_error(None, str(refused.refusal))
    return False
