"""Events of every kind, planted by the hundred."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from cet_portal.core import clock
from cet_portal.scheme import queries as scheme_queries
from sessions_events import services
from tests.sessions_events.building import World

TOWNS = {
    "Leeds": ("YORKSHIRE", 53.79648, -1.54785),
    "Bradford": ("YORKSHIRE", 53.79391, -1.75206),
    "London": ("LONDON", 51.50853, -0.12574),
    "Cardiff": ("WALES", 51.48, -3.18),
    "Belfast": ("NORTHERN_IRELAND", 54.59682, -5.92541),
    "Lerwick": ("SCOTLAND", 60.15339, -1.14427),
    "Great Yarmouth": ("EAST", 52.60831, 1.73052),
}
NOWHERE = "Nether Nowhere"


@dataclass
class Planted:
    """What was planted, in words of the test's own."""

    ev_number: str
    world: World
    town: str = ""
    online: bool = False
    distance: bool = False
    starts_at: datetime = field(default_factory=clock.now)
    ends_at: datetime = field(default_factory=clock.now)

    @property
    def from_anywhere(self):
        return self.online or self.distance

    def touches(self, first: date, last: date) -> bool:
        begins, ends = clock.london_date(self.starts_at), self.ends_at - timedelta(microseconds=1)
        return begins <= last and clock.london_date(ends) >= first


class Field:
    """Three CET of three kinds, and hundreds of events of them."""

    def __init__(self):
        self.eye = World(title="Dry eye in practice")
        self.today = clock.london_date(self.eye.at)
        self.planted: list[Planted] = []

    @cached_property
    def lens(self):
        """A lecture for dispensing opticians, without interactive points."""
        return World(
            title="Dry eye in practice",
            audiences=["DISPENSING_OPTICIAN"],
            units=["D1", "D4"],
            points_total=1,
            points_interactive=0,
            ground="NONE",
            modality=scheme_queries.modalities().get(code="LECTURE"),
        )

    @cached_property
    def reading(self):
        """Distance learning for optometrists."""
        text = scheme_queries.modalities().filter(code="DISTANCE_TEXT")
        text.update(needs_attachment=False)
        return World(
            title="Reading about glaucoma",
            points_total=1,
            points_interactive=0,
            ground="NONE",
            modality=text.get(),
        )

    def plant(self, world, starts_at, ends_at, *, town="", online=False, session=None, **details):
        if session is None:
            session = self.session(world, starts_at, ends_at, town=town, online=online)
        event = services.add_event(
            session=session,
            application=world.application,
            starts_at=starts_at,
            ends_at=ends_at,
            **details,
            actor=world.admin,
            at=world.next_minute(),
        )
        self.planted.append(
            Planted(
                event.ev_number,
                world,
                town,
                online,
                event.is_distance_learning,
                starts_at,
                ends_at,
            )
        )
        return event

    def session(self, world, starts_at, ends_at, *, town="", online=False):
        region, north, east = TOWNS.get(town, ("", None, None))
        return services.plan_session(
            provider_id=world.provider.pk,
            name="Evening of optics",
            start=clock.london_date(starts_at),
            end=clock.london_date(ends_at),
            online=online,
            venue="" if online else "Civic Hall",
            town=town,
            region=region,
            latitude=north,
            longitude=east,
            actor=world.admin,
            at=world.next_minute(),
        )

    def evening(self, days: int, hour: int = 18) -> tuple[datetime, datetime]:
        start = datetime.combine(self.today + timedelta(days=days), time(hour), tzinfo=clock.LONDON)
        return start, start + timedelta(hours=2)

    def plant_all(self):
        for number, town in enumerate(TOWNS):
            for date_of_roadshow in range(6):
                for world in (self.eye, self.lens):
                    self.plant(world, *self.evening(3 + 7 * date_of_roadshow + number), town=town)
        first, last = self.evening(20, 9)[0], self.evening(22, 9)[1]
        conference = self.session(self.eye, first, last, town="London")
        for hour in range(9, 21):
            for day in (20, 21, 22):
                self.plant(self.eye, *self.evening(day, hour), town="London", session=conference)
        for number in range(40):
            self.plant(self.lens, *self.evening(1 + number), online=True)
            self.plant(self.eye, *self.evening(1 + number), town=NOWHERE)
        for number in range(30):
            begun, _ignored = self.evening(-20)
            self.plant(self.reading, begun, self.evening(5 + number)[1], online=True)

    def expected(self, fits) -> set[str]:
        return {each.ev_number for each in self.planted if fits(each)}
