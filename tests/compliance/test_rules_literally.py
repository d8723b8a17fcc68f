"""People of every kind: `manage.py assess` says what the contract says, word for word."""

import io
import json
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.management.commands.assess import judge
from tests.compliance.literal import SPECIALTIES, UNITS, Literal

CYCLES = ["2005-2006", *(f"{year}-{year + 2}" for year in range(2007, 2028, 3))]
NUMBERS = ["01-1", "01-2", "01-3"]
ALL_UNITS = [unit for units in UNITS.values() for unit in units]
OF_PROFESSION = {"DISPENSING_OPTICIAN": SPECIALTIES[:1], "OPTOMETRIST": SPECIALTIES[1:]}


@st.composite
def days(draw, first: date, last: date):
    """A day; often one on which months or years begin or end."""
    day = draw(st.dates(first, last))
    return draw(
        st.sampled_from(
            [day, day.replace(day=1), day.replace(day=1) - timedelta(days=1), day.replace(month=1)]
        )
    )


@st.composite
def registers(draw, first: date, last: date):
    """Entries that do not overlap, some without a free day between them."""
    start, found = draw(days(first - timedelta(days=900), last)), []
    for _ in range(draw(st.integers(1, 3))):
        end = start + timedelta(days=draw(st.integers(0, 900)))
        open_end = draw(st.booleans())
        found.append(
            {
                "profession": draw(st.sampled_from(list(OF_PROFESSION))),
                "number": draw(st.sampled_from(NUMBERS)),
                "start": start.isoformat(),
                "end": None if open_end else end.isoformat(),
            }
        )
        if open_end:
            break
        start = end + timedelta(days=draw(st.sampled_from([1, 1, 2, 40])))
    return found


@st.composite
def lines(draw):
    cycle = draw(st.sampled_from(CYCLES))
    years = [int(year) for year in cycle.split("-")]
    first, last = date(years[0], 1, 1), date(years[1], 12, 31)
    entries = draw(registers(first, last))
    specialties = []
    for _ in range(draw(st.integers(0, 3))):
        entry = draw(st.sampled_from(entries))
        start = date.fromisoformat(entry["start"]) + timedelta(days=draw(st.integers(0, 60)))
        end = start + timedelta(days=draw(st.integers(0, 1200)))
        open_end = draw(st.booleans())
        specialties.append(
            {
                "specialty": draw(st.sampled_from(OF_PROFESSION[entry["profession"]])),
                "start": start.isoformat(),
                "end": None if open_end else end.isoformat(),
            }
        )
    points = []
    for place in range(draw(st.integers(0, 8))):
        specialty = draw(st.none() | st.sampled_from(SPECIALTIES))
        total = draw(st.integers(0, 20))
        points.append(
            {
                "reference": f"P{place}",
                "event_date": draw(
                    days(first - timedelta(days=40), last + timedelta(days=40))
                ).isoformat(),
                "accepted": draw(st.sampled_from([True, True, True, False])),
                "number": draw(st.sampled_from([*(each["number"] for each in entries), "01-1"])),
                "kind": "SPECIALIST" if specialty else "GENERAL",
                "specialty": specialty,
                "total": total,
                "interactive": draw(st.integers(0, total)),
                "units": draw(st.lists(st.sampled_from(ALL_UNITS), max_size=6)),
                "peer_review": draw(st.booleans()),
                "reflection": draw(st.booleans()),
                "standards_of_practice": draw(st.booleans()),
            }
        )
    return {
        "id": "L1",
        "cycle": cycle,
        "as_at": draw(st.none() | days(first, last).map(date.isoformat)),
        "entries": draw(st.permutations(entries)),
        "specialties": specialties,
        "points": points,
        "voluntary": {
            "general": draw(st.integers(0, 30)),
            "specialist": draw(
                st.dictionaries(st.sampled_from(SPECIALTIES), st.integers(0, 15), max_size=3)
            ),
        },
    }


@settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(lines())
def test_the_command_says_what_the_contract_says(line):
    target = io.BytesIO()
    wrong = judge(io.BytesIO(json.dumps(line).encode()), target)
    answer = json.loads(target.getvalue())
    if wrong:  # a specialty may meet entries of the other profession alone
        assert answer["error"]["message"].endswith("belongs to the other profession.")
        return
    meant = Literal(line)
    assert [
        (each["code"], each["specialty"], each["year"], each["required"], each["obtained"])
        for each in answer["requirements"]
    ] == meant.requirements
    assert answer["counted"] == [point["reference"] for point in meant.counted]
    assert [tuple(each.values()) for each in answer["not_counted"]] == meant.not_counted
    for each in answer["requirements"]:
        assert each["shortfall"] == max(0, each["required"] - each["obtained"])
        assert each["met"] is (each["shortfall"] == 0)
        assert each["advisory"] is (each["code"] == "ANNUAL_MINIMUM")
    deciding = (each["met"] for each in answer["requirements"] if not each["advisory"])
    assert answer["met"] is all(deciding)
