"""Registrants with groups and requests, for tests, by the real services."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.core import clock
from cet_portal.core.actor import Actor
from cet_portal.scheme.models import Modality
from registrants import services as register_services
from registrants.models import Registrant
from sessions_events import services
from sessions_events.models import NonUkCet, PeerReview
from sessions_events.rules.groups import Named
from tests import builders
from tests.builders import MANAGER

TWO_HOURS = timedelta(hours=2)
TO_COME = timedelta(days=7)


def number_of(person: Registrant) -> str:
    """The registration number of somebody who has had one only."""
    return person.entries.get().number


def with_specialty(person: Registrant, specialty: str) -> Registrant:
    """The same person, who has held this specialty for long."""
    register_services.add_specialty(
        registrant=person,
        specialty=specialty,
        start=date(2016, 1, 1),
        actor=MANAGER,
        at=clock.now(),
    )
    return person


class Group:
    """A leader and three others: two optometrists, a dispensing optician, a contact lens
    optician."""

    def __init__(self):
        self.leader = builders.registrant(surname="Adeyemi")
        self.optometrist = builders.registrant(surname="O'Neill")
        self.dispensing = builders.registrant(surname="Marsh", profession="DISPENSING_OPTICIAN")
        self.contact_lens = with_specialty(
            builders.registrant(surname="Doyle", profession="DISPENSING_OPTICIAN"), "CONTACT_LENS"
        )
        self.staff_user = builders.staff()

    @property
    def actor(self) -> Actor:
        """The leader, acting as themselves."""
        return builders.actor_of(self.leader.user, "registrant")

    @property
    def staff(self) -> Actor:
        """GOC staff."""
        return builders.actor_of(self.staff_user, "staff")

    @property
    def others(self) -> list[Registrant]:
        """The group without its leader."""
        return [self.optometrist, self.dispensing, self.contact_lens]

    @property
    def everybody(self) -> list[Registrant]:
        """The whole group."""
        return [self.leader, *self.others]

    def named(self) -> list[Named]:
        """The others as the leader names them."""
        return [
            Named(line, number_of(person), person.surname)
            for line, person in enumerate(self.others, start=1)
        ]

    def asks(self, *, at: datetime | None = None, **changed: Any) -> PeerReview:
        """The leader asks for a general review in a week."""
        at = at or clock.now()
        return services.ask_review(
            values=review(at, **changed), people=self.named(), actor=self.actor, at=at
        )

    def approved(self, *, at: datetime | None = None, **changed: Any) -> PeerReview:
        """The same, approved a minute later."""
        at = at or clock.now()
        asked = self.asks(at=at, **changed)
        return services.approve_review(review=asked, actor=self.staff, at=at + timedelta(minutes=1))

    def held(self, **changed: Any) -> PeerReview:
        """The same, approved a month ago and over three weeks ago."""
        return self.approved(at=clock.now() - timedelta(days=30), **changed)

    def confirmed(self, review: PeerReview, **changed: Any) -> PeerReview:
        """The leader confirms that everybody attended, right now unless `at` is said."""
        fields = {
            "attended": list(review.participants.values_list("pk", flat=True)),
            "discussion": "When to refer a suspicious disc.",
            "objectives_met": "Each person presented a case.",
            "actor": self.actor,
            "at": clock.now(),
            **changed,
        }
        return services.confirm_review(review=review, **fields)


def review(at: datetime, **changed: Any) -> dict[str, Any]:
    """The values of a request for peer review, a week after `at`."""
    starts_at = at + TO_COME
    return {
        "title": "Referral of suspicious discs",
        "about": "GENERAL",
        "scenario": "Each of us brings a case of a disc that was hard to judge.",
        "objectives": "Judge a disc.\nRefer in time.",
        "starts_at": starts_at,
        "ends_at": starts_at + TWO_HOURS,
        "online": False,
        "venue": "Practice, High Street",
        "town": "Leeds",
        "channel": "",
        "units": ["O6", "D7"],
        **changed,
    }


def non_uk(at: datetime, **changed: Any) -> dict[str, Any]:
    """The values of a request for CET outside the UK, a week after `at`, three days long."""
    starts_at = at + TO_COME
    return {
        "title": "Academy meeting",
        "body": "American Academy of Optometry",
        "country": "United States",
        "town": "Denver",
        "scheme": "COPE",
        "other_scheme": "",
        "modality": Modality.objects.get(code="LECTURE"),
        "minutes": 600,
        "learning": "New treatments of dry eye.",
        "interaction": "Questions after each lecture.",
        "points_asked": 6,
        "interactive_asked": 3,
        "units": ["O6"],
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(days=3),
        **changed,
    }


def file(name: str = "programme.txt", words: bytes = b"Monday: dry eye.") -> SimpleUploadedFile:
    """A small document."""
    return SimpleUploadedFile(name, words)


def asks_abroad(person: Registrant, *, at: datetime | None = None, **changed: Any) -> NonUkCet:
    """The registrant asks for a meeting abroad."""
    at = at or clock.now()
    return services.ask_non_uk(
        values=non_uk(at, **changed),
        programme=file(),
        actor=builders.actor_of(person.user, "registrant"),
        at=at,
    )


def approved_abroad(
    asked: NonUkCet, staff: Actor, *, at: datetime | None = None, **changed: Any
) -> NonUkCet:
    """Staff approve it with 6 points, 3 of them interactive."""
    fields = {"total": 6, "interactive": 3, "specialist": False, "units": ["O6"], **changed}
    at = at or clock.now()
    return services.approve_non_uk(asked=asked, **fields, actor=staff, at=at)


def review_answers(group: Group, **changed: Any) -> dict[str, Any]:
    """What the leader types to ask for a review in ten days."""
    day = clock.london_date(clock.now()) + timedelta(days=10)
    return {
        "title": "Referral of suspicious discs",
        "about": "GENERAL",
        "scenario": "Our own cases.",
        "objectives": "Judge a disc.\nRefer in time.",
        "day": f"{day:%d/%m/%Y}",
        "starts": "6:30pm",
        "ends": "8pm",
        "online": "no",
        "venue": "The practice",
        "town": "Leeds",
        "people": "\n".join(f"{number_of(one)} {one.surname}" for one in group.others),
        "units_optometrist": ["O6"],
        "units_dispensing_optician": ["D7"],
        **changed,
    }


def abroad_answers(**changed: Any) -> dict[str, Any]:
    """What a registrant types to ask for a meeting abroad in twenty days."""
    day = clock.london_date(clock.now()) + timedelta(days=20)
    return {
        "title": "Academy meeting",
        "body": "American Academy",
        "country": "United States",
        "town": "Denver",
        "first": f"{day:%d/%m/%Y}",
        "scheme": "COPE",
        "modality": Modality.objects.get(code="LECTURE").pk,
        "minutes": "300",
        "learning": "Dry eye.",
        "points_asked": "4",
        "interactive_asked": "2",
        "interaction": "Questions.",
        "units_optometrist": ["O6"],
        "programme": file(),
        **changed,
    }
