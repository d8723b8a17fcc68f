"""What is told to registrants. Texts: templates/emails/."""

from registrants.notifications.opening import AccountAnswer, AccountOpened
from registrants.notifications.reminding import PointsWaiting

__all__ = ["AccountAnswer", "AccountOpened", "PointsWaiting"]
