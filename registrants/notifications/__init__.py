"""What is told to registrants, and to those who keep the register. Texts: templates/emails/."""

from registrants.notifications.assisting import (
    Assisted,
)
from registrants.notifications.importing import (
    ImportRead,
    ImportTakenOver,
    ImportToConfirm,
)
from registrants.notifications.joining import (
    AccountLeft,
    JoinRefused,
    JoinToDecide,
    PeopleJoined,
)
from registrants.notifications.opening import (
    AccountAnswer,
    AccountOpened,
)
from registrants.notifications.reminding import (
    PointsWaiting,
)

__all__ = [
    "AccountAnswer",
    "AccountLeft",
    "AccountOpened",
    "Assisted",
    "ImportRead",
    "ImportTakenOver",
    "ImportToConfirm",
    "JoinRefused",
    "JoinToDecide",
    "PeopleJoined",
    "PointsWaiting",
]
