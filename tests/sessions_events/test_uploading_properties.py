"""Whatever a list holds beside them, and however it is sent: good rows become the same points."""

import csv
import io
from collections import Counter
from datetime import date, timedelta
from xml.sax.saxutils import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cet_portal.core.actor import CLOCK
from registrants import services as register_services
from registrants.models import PointEntry
from sessions_events import queries, services
from sessions_events.enums import Box, Reason, UploadStatus
from sessions_events.models import UploadRow
from sessions_events.rules.rows import Row
from tests import builders
from tests.sessions_events.corpus import books
from tests.sessions_events.test_repairs import AS_DATE, OF_ANY, OF_OPTOMETRISTS

PEOPLE = {"01-4567": "Marsh", "01-20001": "Müller", "01-20002": "O'Neil", "01-20003": "Jones"}
FORMER = ("01-20003", "Hill")
FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

good = st.sampled_from([*PEOPLE.items(), FORMER, ("0120001", "MULLER"), ("01–20002", "o neil")])
bad = st.sampled_from(
    [
        ("01-99999", "Nobody"),
        ("01-20001", "Jones"),
        ("=1+1", "Marsh"),
        ("", "Marsh"),
        ("120002", "O'Neil"),
        ("Jan-67", "Marsh"),
        ("Jones", "01-20003"),
        ("x" * 200, "y" * 200),
        ("01-20001", "\ufffd"),
    ]
)
lists = st.lists(st.one_of(good, bad), min_size=1, max_size=10)


@pytest.fixture
def event(world):
    """A declared event, and people on the register."""
    for number, surname in PEOPLE.items():
        before = FORMER[1] if number == FORMER[0] else surname
        person = builders.registrant(number, before, account=False)
        if before != surname:
            register_services.change_surname(
                registrant=person, surname=surname, on=date(2020, 5, 1), actor=CLOCK, at=world.at
            )
    return world.declared()


class Undone(Exception):
    """What an example did is taken back."""


def points_after(world, event, uploads):
    """The lines of the ledger once these lists are sent and taken, one after the other."""
    found = set()
    try:
        with transaction.atomic():
            for number, rows in enumerate(uploads):
                at = world.at + timedelta(minutes=number)
                sent = services.receive_rows(
                    event=event,
                    rows=[Row(line, *cells) for line, cells in enumerate(rows, start=1)],
                    actor=world.admin,
                    at=at,
                )
                if sent.rows.filter(box__in=[Box.READY, Box.NOTED]).exists():
                    services.take(upload=sent, actor=world.admin, at=at)
            found = set(PointEntry.objects.values_list("number", "kind", "total", "interactive"))
            raise Undone
    except Undone:
        return found


def meant(rows):
    """Whose rows are good."""
    whose = {("0120001", "MULLER"): "01-20001", ("01–20002", "o neil"): "01-20002"}
    known = {*PEOPLE.items(), FORMER}
    return {whose.get(row, row[0]) for row in rows if row in known or row in whose}


@FEW
@given(rows=lists)
def test_any_mixture_keeps_every_good_row(world, event, rows):
    taken = points_after(world, event, [rows])

    assert {number for number, *_points in taken} == meant(rows)


@FEW
@given(rows=lists, order=st.randoms(use_true_random=False), cuts=st.sets(st.integers(1, 9)))
def test_any_order_and_any_split_end_in_the_same_points(world, event, rows, order, cuts):
    shuffled = list(rows)
    order.shuffle(shuffled)
    places = [0, *sorted(cut for cut in cuts if cut < len(rows)), len(rows)]
    parts = [shuffled[start:end] for start, end in zip(places, places[1:], strict=False)]

    assert points_after(world, event, parts) == points_after(world, event, [rows])


@FEW
@given(
    rows=st.lists(
        st.one_of(
            good.map(",".join).map(str.encode),
            st.sampled_from([b'"', b"\xff\xfe\xfd", b"\x00\x00", b'01-2,"', b",,,", b"=1+1,@A1"]),
            st.binary(max_size=12).map(lambda line: line.replace(b"\n", b"").replace(b"\r", b"")),
        ),
        min_size=1,
        max_size=10,
    )
)
def test_any_bytes_beside_them_keep_every_good_row(world, event, rows):
    data = b"\n".join([b"GOC number,Surname", *rows, b"01-4567,Marsh", b"01-20003,Jones"])
    file = SimpleUploadedFile("list.csv", data)

    with transaction.atomic():
        sent = services.receive_file(event=event, file=file, actor=world.admin, at=world.at)
        sent = services.read_upload(upload=sent, at=world.at)
        ready = sent.rows.filter(box__in=[Box.READY, Box.NOTED])
        numbers = set(ready.values_list("taken_number", flat=True))
        transaction.set_rollback(True)

    assert not sent.problem
    assert {"01-4567", "01-20003"} <= numbers


@FEW
@given(
    damage=st.sampled_from(sorted({**AS_DATE, **OF_ANY, **OF_OPTOMETRISTS})),
    number=st.integers(2000, 9999).map(lambda number: f"01-{number}"),
)
def test_every_damage_ends_in_its_number_once_somebody_says_yes(world, event, damage, number):
    damaged = {**AS_DATE, **OF_ANY, **OF_OPTOMETRISTS}[damage](number)
    with transaction.atomic():
        builders.registrant(number, "Onlyone", account=False)
        sent = services.receive_rows(
            event=event, rows=[Row(1, damaged, "Onlyone")], actor=world.admin, at=world.at
        )
        row = sent.rows.get()
        if row.box == Box.UNDECIDED:
            row = services.decide_row(row=row, yes=True, actor=world.admin, at=world.at)
        found = (row.box, row.taken_number)
        transaction.set_rollback(True)

    assert found in ((Box.NOTED, number), (Box.READY, number)), damaged


# What may happen to lists that come back: sent again as they were or put right, put aside, broken
# off while they are read, taken. Each names one of the uploads that there are by then.
acts = st.lists(
    st.tuples(
        st.sampled_from(["again", "right", "broken", "aside", "decide", "take"]),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=6,
)
OPEN = [("01-99999", "Nobody"), ("120002", "O'Neil"), ("01-20001", "Jones")]
HEADINGS = ["GOC number", "Surname", "Who", "MyCET row"]
# More than the reader looks at before it begins, so that it breaks off in the middle.
FILLING = [books.inline(line, "01-99998", "Ford") for line in range(1, 200)]


def csv_file(lines):
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *lines])
    return "list.csv", text.getvalue().encode()


def broken_file(lines):
    rows = [
        books.inline(line, *map(escape, cells)) for line, cells in enumerate([HEADINGS, *lines])
    ]
    return "list.xlsx", books.by_hand("".join(rows + FILLING) + " " * 300_000 + "<row><c></row>")


class Story:
    """One event, its uploads, and what somebody does with them one after the other."""

    def __init__(self, world, event):
        self.world, self.event, self.at = world, event, world.at
        self.uploads = []

    def send(self, name, data):
        self.at += timedelta(hours=1)
        file = SimpleUploadedFile(name, data)
        sent = services.receive_file(
            event=self.event, file=file, actor=self.world.admin, at=self.at
        )
        self.uploads.append(services.read_upload(upload=sent, at=self.at))
        return self.uploads[-1]

    def rest(self, upload, right=False):
        """The lines of a downloaded list, as they are or put right."""
        names = dict(enumerate(PEOPLE.items()))
        return [
            (
                *(names[place % len(names)] if right else (row.number, row.surname)),
                row.cells[2],
                services.mark_of(row),
            )
            for place, row in enumerate(queries.rest_of(upload).select_related("upload"))
        ]

    def does(self, act, which):
        upload = self.uploads[which % len(self.uploads)]
        upload.refresh_from_db()
        acting = {"actor": self.world.admin, "at": self.at}
        if act in ("again", "right", "broken"):
            lines = self.rest(upload, act == "right")
            if lines:
                self.send(*(broken_file(lines) if act == "broken" else csv_file(lines)))
        elif act == "aside" and upload.status == UploadStatus.PREVIEWED and upload.continues_id:
            services.drop(upload=upload, **acting)
        elif act == "decide" and upload.status in queries.STANDING:
            for row in queries.undecided_of(upload):
                services.decide_row(row=row, yes=True, **acting)
        elif act == "take" and upload.status in queries.STANDING:
            services.take(upload=upload, **acting)

    def standing(self):
        return UploadRow.objects.filter(
            upload__event=self.event, upload__status__in=queries.STANDING
        )


@FEW
@given(rows=lists, acts=acts)
@example(rows=OPEN, acts=[("again", 0), ("aside", 1)])
@example(rows=OPEN, acts=[("broken", 0), ("again", 0), ("aside", 2)])
@example(rows=OPEN, acts=[("decide", 0), ("again", 0), ("again", 0), ("aside", 1), ("take", 0)])
@example(rows=OPEN, acts=[("again", 0), ("right", 1), ("take", 2), ("decide", 1), ("take", 1)])
def test_whatever_becomes_of_lists_that_come_back_nothing_is_lost_and_nobody_twice(
    world, event, rows, acts
):
    with transaction.atomic():
        story = Story(world, event)
        first = csv_file([(*cells, f"who-{line}", "") for line, cells in enumerate(rows)])
        story.send(*first)
        for act, which in acts:
            story.does(act, which)
        live, settled = Counter(), set()
        for row in story.standing().exclude(reason=Reason.CONTINUED):
            if row.taken_at or row.box == Box.KNOWN:
                settled.add(row.cells[2])
            else:
                live[row.cells[2]] += 1
        entries = list(PointEntry.objects.values_list("number", flat=True))
        taken = list(queries.taken_rows(event).values_list("registrant_id", flat=True))
        transaction.set_rollback(True)

    everybody = {f"who-{line}" for line in range(len(rows))}
    assert everybody == set(live) | settled, "a row is lost"
    assert all(count == 1 for count in live.values()), "a row is asked for twice"
    assert len(entries) == len(set(entries))
    assert len(taken) == len(set(taken)) == len(entries)
