"""What `demo_accounts` prints: who to sign in as, and the loop as the data tells it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from textwrap import wrap

from django.db.models import Avg, Count
from django.utils.formats import date_format

from cet_portal.accounts.roles import SECURITY_CODE_ROLES
from cet_portal.core.clock import london_date
from cet_portal.home.seed.accounts import ACCOUNTS, PASSWORD
from cet_portal.home.seed.settling import staff_actor
from registrants import queries as register_queries
from sessions_events import queries as event_queries
from sessions_events.enums import EventStatus
from sessions_events.models import Event

LATELY = timedelta(days=60)
STORIES = 3
WIDTH = 100


def accounts() -> Iterator[str]:
    """A table: role, name, e-mail address; then the password and how to get a code.

    Long roles go on in a second line, so that the table fits a terminal of `WIDTH` columns.
    """
    rows = [("Role", "Name", "E-mail address")]
    rows += [
        (account.wears + (" *" if _needs_code(account) else ""), account.name, account.email)
        for account in ACCOUNTS
    ]
    names, emails = (max(len(row[column]) for row in rows) for column in (1, 2))
    roles = WIDTH - names - emails - 4
    for role, name, email in rows:
        first, *others = wrap(role, roles)
        yield f"{first:<{roles}}  {name:<{names}}  {email}"
        yield from (f"  {other}" for other in others)
    yield ""
    yield f"Password of all of them: {PASSWORD}"
    coded = next(account for account in ACCOUNTS if _needs_code(account))
    yield f"* is asked for a security code as well: make code EMAIL={coded.email}"
    yield "Or choose an account on the sign-in page: one click, no password and no code."


def stories(*, at: datetime) -> Iterator[str]:
    """The loop as it happened at the best rated events of late, a line for each."""
    done = (
        event_queries.events_visible_to(staff_actor())
        .filter(status=EventStatus.UPLOADED, ends_at__gt=at - LATELY)
        .annotate(raters=Count("ratings"), average=Avg("ratings__score"))
        .filter(raters__gt=0)
        .order_by("-raters", "pk")[:STORIES]
    )
    acceptance = register_queries.acceptance_of(event.ev_number for event in done)
    for event in done:
        yield story(event, acceptance[event.ev_number])


def story(event: Event, acceptance: dict[str, int]) -> str:
    """One event from approval to rating. `event` with `raters` and `average`."""
    cet, session = event.application, event.session
    rows = sum(upload.rows_total for upload in event_queries.uploads_of(event))
    day = date_format(london_date(event.ends_at), "j F")
    return (
        f"{cet.c_number} {cet.title}: approved, {session.s_number} {session.town or 'online'} "
        f"{day}, {event.ev_number}: {rows} uploaded, {acceptance['lines']} offered points, "
        f"{acceptance['accepted']} accepted, rated {event.average:.1f} by {event.raters}"
    )


def _needs_code(account) -> bool:
    return not SECURITY_CODE_ROLES.isdisjoint(account.roles)
