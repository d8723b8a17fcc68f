"""Who and what there is while the demonstration is written."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime

from approvals.models import CetApplication
from cet_portal.accounts import contexts
from cet_portal.accounts.models import User
from cet_portal.core.actor import Actor
from cet_portal.home.seed.days import Days
from cet_portal.home.seed.people import Person
from cet_portal.home.seed.stage import Stage
from providers.models import Provider
from registrants.models import Registrant
from sessions_events.models import Session


@dataclass
class Member:
    """A person of the register: what was planned for them and what the register holds."""

    person: Person
    registrant: Registrant
    entries: list[tuple[str, date, date | None]]
    user: User | None = None

    def number_on(self, day: date) -> str | None:
        """The number held on a day, None if not on the register."""
        for number, start, end in self.entries:
            if start <= day and (end is None or day <= end):
                return number
        return None

    @property
    def specialties(self) -> frozenset[str]:
        return frozenset(filter(None, [self.person.specialty]))


@dataclass
class World:
    """Everything that threads of the story share. `chance` always falls the same way."""

    days: Days
    stage: Stage
    began: datetime
    users: dict[str, User] = field(default_factory=dict)
    providers: dict[str, Provider] = field(default_factory=dict)
    register: list[Member] = field(default_factory=list)
    cets: dict[tuple[str, str], CetApplication] = field(default_factory=dict)
    approved_at: dict[tuple[str, str], datetime] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random("MyCET"))
    _actors: dict[tuple[str, str], Actor] = field(default_factory=dict)

    def actor(self, name: str, context: str) -> Actor:
        """A person acting in one of their roles, as the portal itself would have it.

        `context`: "staff", "approver", "registrant" or the key of a provider.
        """
        key = (name, context)
        if key not in self._actors:
            provider = self.providers.get(context)
            wanted = f"provider:{provider.pk}" if provider else context
            user = self.users[name]
            found = {each.key: each for each in contexts.contexts_of(user)}
            self._actors[key] = found[wanted].actor(user)
        return self._actors[key]

    def administrator(self, provider: str) -> Actor:
        """The provider's system administrator."""
        return self.actor(ADMINISTRATORS[provider], provider)

    def cet(self, key: str, day: date) -> CetApplication:
        """The approved CET that may be given on a day."""
        return self.cets[key, self.days.cycle(day).name]

    def not_after_now(self, at: datetime) -> datetime:
        """`at`, or the present where that is earlier: what happened happened before now."""
        return min(at, self.days.now)


ADMINISTRATORS = {
    "northgate": "Priya Raman",
    "harbour": "Owen Llewellyn-Price",
    "thistle": "Isla Macrae",
    "fenland": "Tom Fairweather",
}
