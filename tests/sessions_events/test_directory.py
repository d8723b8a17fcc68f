"""The public directory: every open event is found, and an empty list says why."""

import re
from collections.abc import Iterator
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cet_portal.core import clock
from sessions_events import services
from tests.sessions_events.building import World, london
from tests.sessions_events.planting import NOWHERE, TOWNS, Field


def url(name, *args):
    return reverse(f"sessions_events:{name}", args=args)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def pages(client, query="") -> Iterator[list[str]]:
    """The EV-numbers of each page of the list."""
    number, last = 1, 1
    while number <= last:
        page = client.get(f"{url('directory')}?{query}&page={number}").context["page"]
        last = page.paginator.num_pages
        yield [event.ev_number for event in page]
        number += 1


def found(client, query="") -> list[str]:
    return [number for page in pages(client, query) for number in page]


def miles(here: tuple[float, float], there: tuple[float, float]) -> float:
    (north, east), (other_north, other_east) = here, there
    half = sin(radians(other_north - north) / 2) ** 2
    across = cos(radians(north)) * cos(radians(other_north))
    return 2 * 3958.7613 * asin(sqrt(half + across * sin(radians(other_east - east) / 2) ** 2))


@pytest.fixture
def hidden(db):
    """What nobody is to see."""
    world = World(title="Not for the public")
    day = clock.london_date(world.at) + timedelta(days=4)
    return [
        world.event(day, open_to_all=False),
        services.cancel_event(
            event=world.event(day), reason="No speaker.", actor=world.admin, at=world.at
        ),
        world.event(),
    ]


def test_every_open_event_is_found_on_one_page_by_everything_that_fits_it(client, hidden):
    ground = Field()
    ground.plant_all()
    eye, lens, reading = ground.eye, ground.lens, ground.reading
    leeds = TOWNS["Leeds"][1:]

    def near(radius):
        def fits(each):
            if each.from_anywhere or each.town == NOWHERE:
                return False
            return miles(leeds, TOWNS[each.town][1:]) <= radius

        return fits

    first, last = ground.today + timedelta(days=6), ground.today + timedelta(days=9)
    searches = {
        "": lambda each: True,
        "text=glaucoma": lambda each: each.world is reading,
        "text=practice+dry": lambda each: each.world is not reading,
        "text=great+yarmouth": lambda each: each.town == "Great Yarmouth",
        f"text={eye.application.c_number}": lambda each: each.world is eye,
        f"text={ground.planted[7].ev_number}": lambda each: each is ground.planted[7],
        "audience=DISPENSING_OPTICIAN": lambda each: each.world is lens,
        "unit=D4": lambda each: each.world is lens,
        "unit=O1": lambda each: each.world is not lens,
        "modality=LECTURE": lambda each: each.world is lens,
        "interactive=yes": lambda each: each.world is eye,
        "interactive=no": lambda each: each.world is not eye,
        "how=venue": lambda each: not each.from_anywhere,
        "how=anywhere": lambda each: each.from_anywhere,
        "how=online": lambda each: each.online and not each.distance,
        "how=distance": lambda each: each.distance,
        "how=unplaced": lambda each: each.town == NOWHERE,
        **{
            f"region={region}": lambda each, town=town: (
                not each.from_anywhere and TOWNS.get(each.town, ("",))[0] == TOWNS[town][0]
            )
            for town, (region, *_position) in TOWNS.items()
        },
        **{f"place=Leeds&within={radius}": near(radius) for radius in (5, 10, 50, 200)},
        f"from={first}&to={last}": lambda each: each.touches(first, last),
        "place=Leeds&sort=distance": lambda each: True,
    }

    assert len(ground.planted) > 200
    for query, fits in searches.items():
        numbers = found(client, query)
        assert len(numbers) == len(set(numbers)), query
        assert set(numbers) == ground.expected(fits), query
    assert not {event.ev_number for event in hidden} & set(found(client))


def test_results_by_distance_come_nearest_first_and_say_how_far(client, db):
    ground = Field()
    for town in ("Cardiff", "Bradford", "London", "Leeds", NOWHERE):
        ground.plant(ground.eye, *ground.evening(3), town=town)
    numbers = {each.ev_number: each.town for each in ground.planted}

    nearest = [numbers[number] for number in found(client, "place=Leeds")]
    page = text_of(client.get(f"{url('directory')}?place=Leeds"))

    assert nearest == ["Leeds", "Bradford", "London", "Cardiff", NOWHERE]
    assert "8 miles from Leeds" in page
    assert "less than a mile from Leeds" in page


DAYS = [
    ((2027, 3, 28, 0, 30), (2027, 3, 28, 3, 0), "2027-03-28", True),  # the clock goes forward
    ((2027, 3, 27, 23, 0), (2027, 3, 28, 0, 0), "2027-03-28", False),  # ends at midnight
    ((2027, 6, 10, 0, 0), (2027, 6, 10, 1, 0), "2027-06-10", True),  # 11pm UTC the day before
    ((2027, 6, 10, 0, 0), (2027, 6, 10, 1, 0), "2027-06-09", False),
    ((2027, 6, 9, 23, 30), (2027, 6, 10, 0, 30), "2027-06-10", True),
    ((2027, 10, 31, 0, 30), (2027, 10, 31, 23, 59), "2027-10-31", True),  # 25 hours
]


def test_days_are_london_days(client, db, time_machine):
    time_machine.move_to(london(2027, 1, 10))
    ground = Field()
    for starts, ends, day, touches in DAYS:
        event = ground.plant(ground.eye, london(*starts), london(*ends), town="Leeds")

        assert (event.ev_number in found(client, f"from={day}&to={day}")) is touches, starts


def test_an_event_stays_until_its_end(client, db, time_machine):
    time_machine.move_to(london(2027, 1, 10))
    ground = Field()
    event = ground.plant(ground.eye, london(2027, 1, 12, 18), london(2027, 1, 12, 20), town="Leeds")

    time_machine.move_to(london(2027, 1, 12, 19, 59))
    assert found(client) == [event.ev_number]
    assert "Open now, until 12 January 2027 at 8pm" in text_of(client.get(url("directory")))
    time_machine.move_to(london(2027, 1, 12, 20, 1))
    assert found(client) == []


EMPTIED = [
    ("place=Leeds&within=10&text=eye", "the place"),
    ("place=Leeds&within=10&text=nothing", "the text and the place"),
    ("region=WALES&how=venue", "the region"),
    ("text=zebra", "the words"),
    ("audience=DISPENSING_OPTICIAN&text=eye", "the audience"),
    ("unit=D1&interactive=yes", "the competency unit"),
    ("audience=DISPENSING_OPTICIAN&interactive=yes", "the audience"),
    ("modality=LECTURE", "the way of learning"),
    ("interactive=no", "the interactive points"),
    ("how=online&audience=OPTOMETRIST", "how to take part"),
    ("from=1+2+2099", "the dates"),
]


def test_an_empty_result_says_which_filter_emptied_it(client, db):
    ground = Field()
    for days in (3, 4, 5):
        ground.plant(ground.eye, *ground.evening(days), town="London")

    for query, without in EMPTIED:
        page = client.get(f"{url('directory')}?{query}")
        (way,) = page.context["emptied"]

        assert "No event fits your search." in text_of(page)
        assert f"3 events match without {way['words']}" in text_of(page)
        assert way["words"] == without.replace("the text", "the words")
        assert len(found(client, way["query"].removeprefix("?"))) == way["count"] == 3


def test_a_cancelled_event_is_found_and_not_counted(client, db, time_machine):
    ground = Field()
    event = ground.plant(ground.eye, *ground.evening(3), town="Leeds")
    other = ground.plant(ground.eye, *ground.evening(4), town="London")
    hidden = ground.plant(ground.eye, *ground.evening(3), town="Leeds", open_to_all=False)
    for each in (event, hidden):
        services.cancel_event(
            event=each, reason="The speaker is ill.", actor=ground.eye.admin, at=ground.eye.at
        )

    page = client.get(url("directory"))
    assert [each.ev_number for each in page.context["page"]] == [other.ev_number]
    assert "1 cancelled event" in text_of(page)
    assert url("public_event", event.ev_number) in page.content.decode()
    assert hidden.ev_number not in text_of(page)
    assert "The speaker is ill." not in text_of(page)

    near = text_of(client.get(f"{url('directory')}?text={event.ev_number}"))
    assert "No event fits your search." in near
    assert "1 cancelled event" in near
    assert "cancelled event" not in text_of(client.get(f"{url('directory')}?text=London"))

    time_machine.move_to(event.ends_at + timedelta(minutes=5))
    assert "1 cancelled event" in text_of(client.get(url("directory")))
    time_machine.move_to(event.ends_at + timedelta(days=1))
    assert "cancelled event" not in text_of(client.get(url("directory")))


def test_what_a_search_by_place_cannot_answer_is_counted_with_a_link(client, db):
    ground = Field()
    ground.plant(ground.eye, *ground.evening(3), town="Leeds")
    ground.plant(ground.eye, *ground.evening(3), town=NOWHERE)
    ground.plant(ground.lens, *ground.evening(3), online=True)
    ground.plant(ground.reading, *ground.evening(3), online=True)

    page = client.get(f"{url('directory')}?place=Leeds&within=25&region=YORKSHIRE")

    assert "2 more events can be followed from anywhere" in text_of(page)
    assert len(found(client, "how=anywhere")) == 2
    nearby = text_of(client.get(f"{url('directory')}?place=Leeds&within=25"))
    assert "1 more event has no position on the map" in nearby
    by_region = text_of(client.get(f"{url('directory')}?region=YORKSHIRE"))
    assert "1 more event names no region" in by_region


WRONG = [
    ("place=Newport", "There are several places called Newport"),
    ("place=Leads", "We do not know the place “Leads”. Did you mean"),
    ("within=25", "Enter the place to measure from, or choose any distance"),
    ("place=Leeds&within=7", "“Within”: choose one of the list"),
    ("how=by+balloon", "“How to take part”: choose one of the list"),
    ("unit=X9", "“Competency unit”: choose one of the list"),
    ("from=31/2/2027", "From must be a real date"),
    ("from=soon", "From must include"),
    ("from=2+2+2027&to=1+2+2027", "Until must be the same day as From, or later"),
    ("text=%00", "Remove the character that cannot be shown"),
    ("text=" + "x" * 101, "100 characters"),
]


def test_a_wrong_value_says_so_at_its_field_and_the_others_filter(client, db):
    ground = Field()
    shown = ground.plant(ground.eye, *ground.evening(3), town="London")
    ground.plant(ground.lens, *ground.evening(3), town="London")

    for query, sentence in WRONG:
        answer = client.get(f"{url('directory')}?{query}&audience=OPTOMETRIST")

        assert answer.status_code == 200
        assert text_of(answer).count(sentence) == 2, query  # in the summary and at the field
        if "from=2" not in query:
            assert [event.ev_number for event in answer.context["page"]] == [shown.ev_number]


def test_approved_cet_without_an_event_is_named_below(client, world):
    page = text_of(client.get(f"{url('directory')}?text={world.application.c_number}"))

    assert "Approved CET with no event to come" in page
    assert world.application.title in page


def test_the_directory_asks_the_same_number_of_questions(client, db):
    ground = Field()
    ground.plant(ground.eye, *ground.evening(3), town="Leeds")
    address = f"{url('directory')}?place=Leeds&within=200&region=YORKSHIRE&text=eye"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for days in range(30):
        ground.plant(ground.eye, *ground.evening(3 + days), town="Leeds")
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


def test_distance_learning_stays_while_its_months_are_declared(client, db):
    ground = Field()
    begun, _ignored = ground.evening(-10)
    event = ground.plant(ground.reading, begun, ground.evening(50)[1], online=True)

    ground.reading.declare(event)

    assert found(client) == [event.ev_number]


def test_pages_and_files_of_the_directory_have_the_same_rows(client, db):
    ground = Field()
    for days in range(30):
        ground.plant(ground.eye, *ground.evening(3 + days), town="Leeds")

    answer = client.get(f"{url('directory')}?place=Leeds&format=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    assert len(lines) == 1 + 30
