"""What every page's layout needs."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from cet_portal.core import clock, holidays, navigation
from cet_portal.core.models import OutboxMessage


def page(request) -> dict:
    """Who acts, the day, the navigation, unread messages, a rehearsal; lazy where it costs."""
    actor = getattr(request, "actor", None)
    user_id = actor.user_id if actor else None
    shift = clock.shift() if settings.DEADLINE_REHEARSAL else None
    today = SimpleLazyObject(clock.today)
    return {
        "actor": actor,
        "today": today,
        "holidays": SimpleLazyObject(holidays.current),
        "navigation": navigation.entries(request) if actor else [],
        "acting": getattr(request, "acting", None),
        "contexts": getattr(request, "contexts", []),
        "unread": SimpleLazyObject(
            lambda: (
                OutboxMessage.objects.filter(user_id=user_id, read_at__isnull=True).count()
                if user_id
                else 0
            )
        ),
        "rehearsal": today if shift else None,
    }
