"""How many people a second `manage.py assess` judges, in one process.

`python -m cet_portal.local.benchmarks.assessing` prints the figures; the last line is JSON.
`measure()` is for other benchmarks. No database is used.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import perf_counter

from cet_portal.local.benchmarks.memory import most_memory_of

PEOPLE, POINTS = 30_000, 20
LEAST_A_SECOND = 5_000
TIMES = 3
ROOT = Path(__file__).resolve().parents[3]
YEARS = (2013, 2016, 2019, 2022, 2025)
# The floor: the same lines read and written as JSON, and nothing else.
FLOOR = """
import sys, msgspec
decode, encode = msgspec.json.Decoder().decode, msgspec.json.Encoder().encode
write = sys.stdout.buffer.write
for line in sys.stdin.buffer:
    write(encode(decode(line)) + b"\\n")
"""


def measure(people: int = PEOPLE, points: int = POINTS) -> dict[str, float]:
    """People a second through the command and through the floor, the best of some runs each; the
    same of the command's own work, whatever else the machine does; seconds that the command takes
    to start; megabytes that it held at most.

    What it takes to start is not counted: one process judges as many as it is given.
    """
    with tempfile.TemporaryDirectory(prefix="mycet-assess-") as directory:
        folder = Path(directory)
        many, none = folder / "people.jsonl", folder / "none.jsonl"
        with many.open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(each)}\n" for each in crowd(people, points))
        none.touch()
        command = [sys.executable, "manage.py", "assess"]
        floor = [sys.executable, "-c", FLOOR]
        answers = folder / "answers.jsonl"
        starts = [_run(command, none, answers) for _ in range(TIMES)]
        start, start_work = (min(each[part] for each in starts) for part in (0, 1))
        begun = min(_run(floor, none, answers)[0] for _ in range(TIMES))
        read = min(_run(floor, many, answers)[0] for _ in range(TIMES)) - begun
        runs = [_run(command, many, answers) for _ in range(TIMES)]
        seconds, work = (min(each[part] for each in runs) for part in (0, 1))
        seconds, work = seconds - start, work - start_work
        _check(answers, people)
    return {
        "people": people,
        "points_each": points,
        "a_second": round(people / seconds),
        "a_second_of_work": round(people / work),
        "floor_a_second": round(people / read),
        "times_the_floor": round(seconds / read, 1),
        "start_seconds": round(start, 2),
        "megabytes": round(max(memory for *_, memory in runs) / 1024 / 1024),
    }


def aims(figures: dict[str, float]) -> dict[str, bool]:
    """For each aim whether it is met."""
    return {f"assess_{LEAST_A_SECOND}_a_second": figures["a_second"] >= LEAST_A_SECOND}


def crowd(people: int, points: int) -> Iterator[dict]:
    """Invented people in cycles of the enhanced scheme, the same ones each time."""
    chance = random.Random(1)
    for number in range(people):
        yield _person(chance, f"01-{100_000 + number}", chance.choice(YEARS), points)


def _person(chance: random.Random, number: str, year: int, points: int) -> dict:
    optometrist = chance.random() < 0.7
    specialty = "INDEPENDENT_PRESCRIBING" if optometrist else "CONTACT_LENS"
    held = specialty if chance.random() < 0.2 else None
    letter = "O" if optometrist else "D"
    entry = {
        "profession": "OPTOMETRIST" if optometrist else "DISPENSING_OPTICIAN",
        "number": number,
        "start": f"{chance.randint(1985, year + 1)}-{chance.randint(1, 12):02}-15",
        "end": None,
    }
    return {
        "id": number,
        "cycle": f"{year}-{year + 2}",
        "entries": [entry],
        "specialties": [{"specialty": held, "start": f"{year - 3}-05-01", "end": None}]
        if held
        else [],
        "points": [
            {
                "reference": f"{number}-{place}",
                "number": number,
                **_point(chance, year, letter, held),
            }
            for place in range(points)
        ],
    }


def _point(chance: random.Random, year: int, letter: str, held: str | None) -> dict:
    total = chance.randint(1, 3)
    specialist = held is not None and chance.random() < 0.4
    peer_review = chance.random() < 0.1
    day = f"{year + chance.randint(0, 2)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return {
        "event_date": day,
        "accepted": chance.random() < 0.95,
        "kind": "SPECIALIST" if specialist else "GENERAL",
        "specialty": held if specialist else None,
        "total": total,
        "interactive": chance.randint(0, total),
        "units": [f"{letter}{chance.randint(1, 8)}" for _ in range(2)],
        "peer_review": peer_review,
        "reflection": peer_review,
        "standards_of_practice": chance.random() < 0.1,
    }


def _worked() -> float:
    """Seconds of work of all processes that this one has started and seen the end of."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(command: list[str], source: Path, target: Path) -> tuple[float, float, int]:
    """Seconds on the clock, seconds of work, and bytes of memory as far as they can be asked."""
    worked = _worked()
    with source.open("rb") as given, target.open("wb") as taken:
        began = perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdin=given, stdout=taken, env=os.environ)
        memory = 0
        while process.poll() is None:
            memory = max(memory, _memory_of(process.pid))
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
        seconds = perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return seconds, _worked() - worked, memory


def _memory_of(pid: int) -> int:
    """0 of a process that has just ended."""
    try:
        return most_memory_of(pid)
    except (OSError, StopIteration):
        return 0


def _check(answers: Path, people: int) -> None:
    with answers.open("rb") as file:
        found = sum(b'"requirements":[' in line for line in file)
    if found != people:
        raise RuntimeError(f"{found} of {people} were judged")


def main() -> None:
    figures = measure()
    print(json.dumps({"bench": "assess", "figures": figures, "aims": aims(figures)}))


if __name__ == "__main__":
    main()
