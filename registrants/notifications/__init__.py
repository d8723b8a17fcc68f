"""What is told to registrants, and to those who keep the register. Texts: templates/emails/."""

from registrants.notifications.importing import ImportRead, ImportTakenOver, ImportToConfirm
from registrants.notifications.opening import AccountAnswer, AccountOpened

__all__ = ["AccountAnswer", "AccountOpened", "ImportRead", "ImportTakenOver", "ImportToConfirm"]
