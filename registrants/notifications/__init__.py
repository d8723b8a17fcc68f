"""What is told to registrants. Texts: templates/emails/."""

from registrants.notifications.assisting import (
    Assisted,
)
from registrants.notifications.joining import (
    AccountLeft,
    PeopleJoined,
)
from registrants.notifications.opening import AccountAnswer, AccountOpened

__all__ = ["Assisted", "AccountLeft", "PeopleJoined", "AccountAnswer", "AccountOpened"]
