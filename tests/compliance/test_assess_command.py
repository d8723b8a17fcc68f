"""`manage.py assess`: people in, results out, and a named reason for every line that is wrong."""

import io
import json
import os
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest

from compliance.management.commands import assess as command
from compliance.rules.reading import Unreadable, asked_of, person_of

ROOT = Path(__file__).resolve().parents[2]
E43 = {
    "id": "E43",
    "cycle": "2016-2018",
    "as_at": "2018-12-31",
    "entries": [
        {"profession": "OPTOMETRIST", "number": "01-20001", "start": "2017-01-16", "end": None}
    ],
    "specialties": [{"specialty": "INDEPENDENT_PRESCRIBING", "start": "2017-03-01", "end": None}],
    "points": [
        {
            "reference": "P1",
            "event_date": "2017-05-04",
            "accepted": True,
            "number": "01-20001",
            "kind": "GENERAL",
            "specialty": None,
            "total": 3,
            "interactive": 3,
            "units": ["O1", "O3"],
            "peer_review": True,
            "reflection": True,
            "standards_of_practice": False,
        }
    ],
    "voluntary": {"general": 0, "specialist": {}},
}


def ask(*lines: bytes | dict) -> tuple[list[dict], bool]:
    """The answers, and whether a line was wrong."""
    source = b"\n".join(
        json.dumps(line).encode() if isinstance(line, dict) else line for line in lines
    )
    target = io.BytesIO()
    wrong = command.judge(io.BytesIO(source), target)
    return [json.loads(line) for line in target.getvalue().splitlines()], wrong


def refusal(line: bytes | dict) -> tuple[str, str]:
    """Field and message of the one error; the next line is judged nevertheless."""
    (answer, after), wrong = ask(line, E43)
    assert wrong
    assert after["scheme"] == "ENHANCED_2016"
    assert list(answer) == ["id", "error"]
    assert list(answer["error"]) == ["field", "message"]
    assert answer["error"]["message"]
    return answer["error"]["field"], answer["error"]["message"]


def changed(path: str, value: object) -> dict:
    """E43 with another value at a place such as points.0.total; Ellipsis takes it away."""
    line = deepcopy(E43)
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    place = line
    for part in way:
        place = place[part]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return line


def test_the_example_of_the_contract():
    [answer], wrong = ask(E43)
    assert not wrong
    assert list(answer) == ["id", "scheme", "met", "requirements", "counted", "not_counted"]
    assert (answer["id"], answer["scheme"], answer["met"]) == ("E43", "ENHANCED_2016", False)
    general = answer["requirements"][0]
    assert (general["code"], general["required"], general["obtained"], general["shortfall"]) == (
        "GENERAL_POINTS",
        23,
        3,
        20,
    )
    assert answer["counted"] == ["P1"]


def test_day_and_voluntary_points_may_be_left_out():
    line = changed("as_at", ...)
    del line["voluntary"]
    assert ask(line) == ask(E43)
    assert ask(changed("as_at", None)) == ask(E43)
    assert ask(changed("voluntary", None)) == ask(E43)


def test_the_day_of_asking():
    [answer], wrong = ask(changed("as_at", "2017-05-03"))
    assert answer["not_counted"] == [{"reference": "P1", "reason": "OUTSIDE_CYCLE"}]


def test_answers_come_in_the_order_of_the_lines():
    answers, wrong = ask(*(changed("id", f"L{number}") for number in range(50)), b"")
    assert [each["id"] for each in answers] == [f"L{number}" for number in range(50)]
    assert not wrong  # what follows the last end of a line is no line


MISSING = [
    "id", "cycle", "entries", "specialties", "points", "entries.0.profession", "entries.0.number",
    "entries.0.start", "entries.0.end", "specialties.0.specialty", "specialties.0.start",
    "specialties.0.end", *(f"points.0.{name}" for name in E43["points"][0]),
]  # fmt: skip


def as_field(path: str) -> str:
    return path.replace(".0", "[0]")


@pytest.mark.parametrize("path", MISSING)
def test_what_is_missing_is_named(path):
    assert refusal(changed(path, ...)) == (as_field(path), "This is missing.")


WRONG = [
    ("id", 1.5, "This must be a whole number or text, not a number with a fraction."),
    ("cycle", "2008-2010", "There is no cycle “2008-2010”."),
    ("cycle", "2005-2007", "There is no cycle “2005-2007”."),
    ("cycle", "", "There is no cycle “”."),
    ("cycle", 2016, "This must be text, not a whole number."),
    ("as_at", "31/12/2018", "This is no day such as 2017-05-04."),
    ("as_at", 20181231, "This must be a day or null, not a whole number."),
    ("entries", [], "There is no entry on the register."),
    ("entries", {}, "This must be a list, not an object."),
    ("entries", None, "This must be a list, not null."),
    ("entries.0", 7, "This must be an object, not a whole number."),
    ("entries.0.profession", "OPTICIAN", "“OPTICIAN” is not known here."),
    ("entries.0.number", "", "This is empty."),
    ("entries.0.number", "x" * 201, "This is longer than 200 characters."),
    ("entries.0.start", "2017-02-30", "This is no day such as 2017-05-04."),
    ("entries.0.start", None, "This must be a day, not null."),
    ("entries.0.end", "2017-01-15", "The end 2017-01-15 lies before the start 2017-01-16."),
    ("specialties.0.specialty", "GLAUCOMA", "“GLAUCOMA” is not known here."),
    ("specialties.0.specialty", "CONTACT_LENS", "CONTACT_LENS belongs to the other profession."),
    ("specialties.0.end", "2017-02-28", "The end 2017-02-28 lies before the start 2017-03-01."),
    ("points.0.reference", "", "This is empty."),
    ("points.0.accepted", 1, "This must be true or false, not a whole number."),
    ("points.0.accepted", "true", "This must be true or false, not text."),
    ("points.0.kind", "BOTH", "“BOTH” is not known here."),
    ("points.0.specialty", "CONTACT_LENS", "A general point has no specialty."),
    ("points.0.total", -1, "This is below 0."),
    ("points.0.total", 1.5, "This must be a whole number, not a number with a fraction."),
    ("points.0.total", "3", "This must be a whole number, not text."),
    ("points.0.total", True, "This must be a whole number, not true or false."),
    ("points.0.total", 1_000_001, "This is above 1000000."),
    ("points.0.interactive", -3, "This is below 0."),
    ("points.0.interactive", 4, "More points are interactive (4) than there are (3)."),
    ("points.0.units", "O1", "This must be a list, not text."),
    ("points.0.units.1", "O9", "“O9” is not known here."),
    ("points.0.units.0", 1, "This must be text, not a whole number."),
    ("voluntary", [], "This must be an object or null, not a list."),
    ("voluntary.general", -1, "This is below 0."),
]


@pytest.mark.parametrize("path, value, message", WRONG)
def test_what_is_wrong_is_named_with_its_reason(path, value, message):
    field = as_field(path).replace(".1", "[1]")
    assert refusal(changed(path, value)) == (field, message)


def test_a_specialist_point_of_no_or_of_an_unknown_specialty():
    line = changed("points.0.kind", "SPECIALIST")
    assert refusal(line) == ("points[0].specialty", "A specialist point names its specialty.")
    line["points"][0]["specialty"] = "GLAUCOMA"
    assert refusal(line) == ("points[0].specialty", "“GLAUCOMA” is not known here.")


def test_voluntary_points_of_an_unknown_specialty_or_below_nothing():
    assert refusal(changed("voluntary.specialist", {"GLAUCOMA": 3})) == (
        "voluntary.specialist.GLAUCOMA",
        "“GLAUCOMA” is not known here.",
    )
    ip = "INDEPENDENT_PRESCRIBING"
    for wrong, sentence in (
        (-1, "This is below 0."),
        (1_000_001, "This is above 1000000."),
        ("3", "This must be a whole number, not text."),
        (None, "This must be a whole number, not null."),
        ({}, "This must be a whole number, not an object."),
    ):
        field, message = refusal(changed("voluntary.specialist", {ip: 3, "CONTACT_LENS": wrong}))
        assert (field, message) == ("voluntary.specialist.CONTACT_LENS", sentence)


def test_entries_that_overlap():
    line = deepcopy(E43)
    line["entries"].append({**E43["entries"][0], "start": "2016-01-01", "end": "2017-01-16"})
    assert refusal(line) == (
        "entries[0].start",
        "It overlaps the entry that starts on 2016-01-01.",
    )
    line["entries"][1]["end"] = "2017-01-15"
    assert not ask(line)[1]


def test_the_same_reference_twice():
    line = deepcopy(E43)
    line["points"] *= 3
    assert refusal(line) == ("points[1].reference", "Another point has the same reference.")


def test_a_point_of_before_the_cycle_is_told_as_outside():
    [answer], wrong = ask(changed("points.0.event_date", "2015-05-04"))
    assert not wrong
    assert answer["not_counted"] == [{"reference": "P1", "reason": "OUTSIDE_CYCLE"}]


def raw(path: str, text: str) -> bytes:
    return json.dumps(changed(path, "@@")).replace('"@@"', text).encode()


@pytest.mark.parametrize(
    "line, field, words",
    [
        (b"", "", "The line is empty."),
        (b"  \t\r", "", "The line is empty."),
        (b"{", "", "This is not JSON"),
        (b"nonsense", "", "This is not JSON"),
        (json.dumps(E43).encode() + b" {}", "", "This is not JSON"),
        (b"[]", "", "This must be an object, not a list."),
        (b"null", "", "This must be an object, not null."),
        (b"7", "", "This must be an object, not a whole number."),
        (b'"text"', "", "This must be an object, not text."),
        (b"NaN", "", "This is not JSON"),
        (b"{}", "id", "This is missing."),
        (b'{"id": "\xff"}', "", "This is not UTF-8 from byte 9 on."),
        (b'{"id": "\\ud800"}', "", "This is not JSON"),
        (b"[" * 100_000, "", "This"),
        (b'{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "", "It is nested too deeply."),
        (b'{"points": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "points[0]", "This must be"),
        (raw("points.0.total", "NaN"), "", "This is not JSON"),
        (raw("points.0.total", "-Infinity"), "", "This is not JSON"),
        (raw("points.0.total", "1" + "0" * 400), "points[0].total", ""),
        (raw("points.0.total", "1e400"), "points[0].total", ""),
        (raw("points.0.total", "1e3"), "points[0].total", "This must be a whole number"),
        (raw("points.0.total", "99999999999999999999"), "points[0].total", ""),
    ],
)
def test_hostile_lines(line, field, words):
    found, message = refusal(line)
    assert found == field
    assert message.startswith(words)
    assert "`" not in message
    assert message[0].isupper()


@pytest.mark.parametrize(
    "line, known",
    [
        (changed("cycle", "x"), "E43"),
        (changed("id", 43) | {"cycle": "x"}, 43),
        (b'{"id": "E44", "points": [}', "E44"),
        (b'{"id": "\\u00e9", NaN', "é"),
        (b'{"points": [}', None),
        (b'{"id": ["E44"]}', None),
        (b'{"id": null}', None),
        (b'{"id":1.5,"cycle":"x"}', None),
        (b'{"id": 12e3, "cycle": "x"}', None),
        (b'{"id": 12', None),
        (b'{"id": 12 , [}', 12),
        (b'{"id": "E4" 5}', None),
        (b"", None),
    ],
)
def test_the_answer_says_whose_line_it_was_where_that_can_be_read(line, known):
    [answer], wrong = ask(line, b"")
    assert answer["id"] == known


def test_a_mark_of_the_order_of_bytes_before_the_first_line_is_passed_over():
    line = json.dumps(E43).encode()
    answers, wrong = ask(command.BYTE_ORDER_MARK + line, line)
    assert not wrong
    assert answers[0] == answers[1]
    [before, marked], wrong = ask(line, command.BYTE_ORDER_MARK + line)
    assert wrong
    assert marked["error"]["message"].startswith("This is not JSON")
    assert not ask(command.BYTE_ORDER_MARK)[1]


def test_a_line_of_50_megabytes_is_refused_without_holding_it():
    long = b'{"id": "long", "x": "' + b"x" * (50 * 1024 * 1024) + b'"}'
    field, message = refusal(long)
    assert (field, message) == ("", f"The line is longer than {command.LONGEST_LINE} bytes.")
    [answer], wrong = ask(long)
    assert answer["id"] == "long"


def test_a_line_may_be_as_long_as_that():
    start = json.dumps(E43).encode()
    most = start + b" " * (command.LONGEST_LINE - len(start))
    assert not ask(most, b"")[1]
    assert ask(most + b" ")[1]


def test_a_person_of_values_that_are_read_already():
    assert person_of(E43).points[0].total == 3
    asked = asked_of(E43)
    assert (asked.id, asked.period.name, str(asked.as_at)) == ("E43", "2016-2018", "2018-12-31")
    with pytest.raises(Unreadable) as refused:
        person_of(changed("points.0.total", float("nan")))
    assert refused.value.field == "points[0].total"


def run(source: bytes) -> subprocess.CompletedProcess:
    """The command itself on a bare machine: no setting, no database."""
    return subprocess.run(
        [sys.executable, "manage.py", "assess"],
        cwd=ROOT,
        input=source,
        capture_output=True,
        check=False,
        env={"PATH": os.environ["PATH"]},
    )


def test_the_command_touches_no_database_and_says_by_its_status_whether_a_line_was_wrong():
    line = json.dumps(E43).encode() + b"\n"
    done = run(line + line)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(each)["id"] for each in done.stdout.splitlines()] == ["E43", "E43"]
    done = run(line + b"{}\n" + line)
    assert (done.returncode, done.stderr) == (1, b"")
    assert [list(json.loads(each))[1] for each in done.stdout.splitlines()] == [
        "scheme",
        "error",
        "scheme",
    ]
    assert run(b"").returncode == 0
