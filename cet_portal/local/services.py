"""PostgreSQL and Valkey for one purpose of this checkout: `demo`, or `test` and its likes.

What DATABASE_URL or REDIS_URL already name is used as it is. The rest is started on free
ports, with its data under .local/<instance>/, and stopped again; so tests never disturb a
running demonstration, and two checkouts run side by side.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import Popen

from cet_portal.local import postgres
from cet_portal.local.postgres import Postgres
from cet_portal.local.valkey import Valkey

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
DEMO = "demo"
TEST = "test"
BENCHMARK = "benchmark"
ADDRESSES: dict[str, type[Postgres] | type[Valkey]] = {
    "DATABASE_URL": Postgres,
    "REDIS_URL": Valkey,
}


class Busy(Exception):
    """Another process of this checkout uses the instance."""


@contextmanager
def claimed(instance: str) -> Iterator[Path]:
    """Hold the instance's folder for this process alone; refused with Busy when it is held.

    The kernel lets go of the lock when the holder dies, however it dies.
    """
    folder = LOCAL / instance
    folder.mkdir(parents=True, exist_ok=True)
    with (LOCAL / f"{instance}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise Busy(instance) from held
        yield folder


@contextmanager
def started(
    folder: Path,
    *,
    durable: bool,
    watched: dict[str, Popen] | None = None,
    more: Mapping[str, str] | None = None,
) -> Iterator[dict[str, str]]:
    """Start what the environment does not name; gives DATABASE_URL and REDIS_URL, then stops.

    The addresses, and `more` of the environment, are recorded for `recorded` as long as the
    services run. The processes of what
    was started are added to `watched` by name, for whoever wants to know when one dies.
    """
    record = folder / "addresses.json"
    with ExitStack() as stack:
        addresses = {}
        for name, kind in ADDRESSES.items():
            if os.environ.get(name):
                addresses[name] = os.environ[name]
                continue
            service = kind(folder, durable=durable)
            service.log.unlink(missing_ok=True)
            stack.callback(service.stop)
            addresses[name] = service.start()
            if watched is not None and service.child:
                watched[service.name] = service.child
        record.touch(mode=0o600)
        record.write_text(json.dumps(addresses | dict(more or {})))
        stack.callback(record.unlink, missing_ok=True)
        yield addresses


@contextmanager
def for_tests(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """Services for a test run; a second run at the same time gets its own.

    `durable`: for a benchmark, which waits for the disk as production does.
    """
    kind = BENCHMARK if durable else TEST
    with ExitStack() as stack:
        for number in range(1, 100):
            instance = kind if number == 1 else f"{kind}-{number}"
            try:
                folder = stack.enter_context(claimed(instance))
            except Busy:
                continue
            yield stack.enter_context(started(folder, durable=durable))
            return


@contextmanager
def of_demo() -> Iterator[dict[str, str]]:
    """The demonstration's services: joined while it runs, started for the moment otherwise."""
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(claimed(DEMO))
        except Busy:
            yield recorded(DEMO)
            return
        yield stack.enter_context(started(folder, durable=True))


def recorded(instance: str) -> dict[str, str]:
    """The addresses of an instance that runs in another process; Busy while it is starting."""
    record = LOCAL / instance / "addresses.json"
    if not record.exists():
        raise Busy(instance)
    return json.loads(record.read_text())


def remove(folder: Path) -> None:
    """Delete the data of an instance that the caller has claimed."""
    postgres.remove(folder)
    folder.mkdir()
