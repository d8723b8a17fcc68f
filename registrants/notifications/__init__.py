"""What is told to registrants. Texts: templates/emails/."""

from registrants.notifications.opening import AccountAnswer, AccountOpened

__all__ = ["AccountAnswer", "AccountOpened"]
