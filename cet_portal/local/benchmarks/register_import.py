"""The register's import: a full file of 30,000 people, sent, read, taken over, and sent again.

`python -m cet_portal.local.benchmarks.register_import` uses a database of its own and removes it;
`measure()` is for other benchmarks that have one already.
"""

import json
import os
import tempfile
from time import perf_counter

import django

if __name__ == "__main__":
    FILES = tempfile.TemporaryDirectory(prefix="mycet-benchmark-")
    os.environ["STORED_FILES_ROOT"] = FILES.name
    django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.accounts.contexts import contexts_of
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.spreadsheets import csv_lines
from cet_portal.local.benchmarks import places
from registrants import services
from registrants.enums import ImportKind, ImportStatus
from registrants.models import RegisterImport
from registrants.rules.importing.columns import HEADINGS

PEOPLE = 30_000
MOST_SECONDS = 60
LETTERS = "abcdefghijklmnopqrst"


def measure(people: int = PEOPLE) -> dict[str, float]:
    """Seconds to read and to take over a full register, and to read it once more; rows.

    Needs an empty register, at least one without these numbers (01-100000 and on).
    """
    at = clock.now()
    user = User.objects.create(
        email="register.benchmark@example.org", roles=[Role.GOC_STAFF], name="Benchmark"
    )
    actor = contexts_of(user)[0].actor(user)
    data = file_of(people).encode()

    def sent(name: str) -> RegisterImport:
        return services.receive_register(
            file=SimpleUploadedFile(name, data),
            kind=ImportKind.CHANGES,
            of_day=clock.london_date(at),
            actor=actor,
            at=at,
        )

    began = perf_counter()
    first = sent("register.csv")
    services.read_import_in_background(register_import=first, at=at)
    read = perf_counter()
    first.refresh_from_db()
    services.take_over(register_import=first, actor=actor, at=at)
    first.refresh_from_db()
    services.take_over_in_background(register_import=first, at=at)
    first.refresh_from_db()
    taken = perf_counter()
    if first.status != ImportStatus.COMMITTED or first.counts.get("NEW") != people:
        raise RuntimeError(f"not taken over: {first.status} {first.problem} {first.counts}")
    # A second like the first would be the same one, sent twice in a moment.
    first.file.sha256 = ""
    first.file.save(update_fields=["sha256"])
    again = sent("register.csv")
    services.read_import_in_background(register_import=again, at=at)
    again.refresh_from_db()
    if again.counts.get("UNCHANGED") != people:
        raise RuntimeError(f"differences in the same file: {again.counts} {again.problem}")
    return {
        "rows": people,
        "seconds": round(taken - began, 2),
        "read_seconds": round(read - began, 2),
        "take_over_seconds": round(taken - read, 2),
        "again_seconds": round(perf_counter() - taken, 2),
    }


def file_of(people: int) -> str:
    """A register of so many people as CSV: a tenth of them with a specialty."""
    return "".join(csv_lines(HEADINGS.values(), map(_line, range(people))))


def _line(number: int) -> list[str]:
    surname = "".join(LETTERS[number // 20**place % 20] for place in range(4)).capitalize()
    values = {
        "number": f"01-{100_000 + number}",
        "forenames": f"Ada {surname}",
        "surname": surname,
        "born": f"{1955 + number % 40}-{1 + number % 12:02}-{1 + number % 28:02}",
        "register": "optometrist",
        "start": f"{2015 + number % 10}-{1 + number % 12:02}-01",
        "INDEPENDENT_PRESCRIBING:from": "" if number % 10 else "2025-01-01",
    }
    return [values.get(name, "") for name in HEADINGS]


def main() -> None:
    """Measure in a database of its own; the last line is JSON."""
    with FILES, places.own_queue(), places.own_database():
        figures = measure()
    aims = {"30,000 rows in well under a minute": figures["seconds"] < MOST_SECONDS / 2}
    print(json.dumps({"bench": "register_import", "figures": figures, "aims": aims}), flush=True)


if __name__ == "__main__":
    main()
