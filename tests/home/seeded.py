"""People and the main event of the demonstration, found in its data."""

from cet_portal.accounts import queries as account_queries
from cet_portal.accounts.contexts import contexts_of
from cet_portal.core.actor import Actor
from cet_portal.home.seed.accounts import ACCOUNTS
from sessions_events.models import Event

MAIN_TITLE = "Dry eye in practice"


def actor_of(name: str, context: str = "") -> Actor:
    """The person acting in their first role, or in the one whose key begins with `context`."""
    account = next(each for each in ACCOUNTS if each.name == name)
    user = account_queries.account(account.email)
    found = next(each for each in contexts_of(user) if each.key.startswith(context))
    return found.actor(user)


def main_event() -> Event:
    """The event that the printed loop begins with."""
    return Event.objects.get(
        application__title=MAIN_TITLE, session__name="Leeds, dry eye evening", status="UPLOADED"
    )
