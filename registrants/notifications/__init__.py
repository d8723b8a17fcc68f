"""What is told to registrants, and to those who keep the register. Texts: templates/emails/."""

from registrants.notifications.importing import ImportRead, ImportTakenOver, ImportToConfirm

__all__ = ["ImportRead", "ImportTakenOver", "ImportToConfirm"]
