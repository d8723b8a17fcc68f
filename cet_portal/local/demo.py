"""The demonstration: `python -m cet_portal.local.demo [--reset]`, or `make demo`.

Starts all parts, waits until they are well, prints where to go and who to be, and stays in
front with the logs. Ctrl-C or SIGTERM stops everything that it started, and nothing else.
"""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from cet_portal.local import children, logs, ports, running, services, stopping
from cet_portal.local.postgres import Failed

KEPT_OUTSIDE = ("files", "mail")


class Refused(Exception):
    """The demonstration cannot start; the text says why and what to do."""


def main() -> int:
    """Run the demonstration until it is told to stop; the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--reset", action="store_true", help="start over with new data")
    reset = arguments.parse_args().reset
    try:
        with stopping.on_signals():
            run(port=_named_port(), reset=reset)
    except stopping.Stopped as stopped:
        print("\nStopped.", flush=True)
        return stopped.status
    except services.Busy:
        print("The demonstration of this checkout is already running.", file=sys.stderr)
    except (Refused, Failed, running.Died) as problem:
        print(problem, file=sys.stderr)
    return 1


def run(*, port: int, reset: bool) -> None:
    """Start everything in order and watch it; ends only by an exception."""
    started_at = time.monotonic()
    with services.claimed(services.DEMO) as folder:
        _refuse_taken(port)
        if reset:
            _start_over(folder)
        print("Starting PostgreSQL and Valkey ...", flush=True)
        served: running.Children = {}
        where = {"PORT": str(port)}
        with services.started(folder, durable=True, watched=served, more=where) as addresses:
            if (log := folder / "postgres.log").exists():
                logs.follow_warnings("postgres", log)
            environment = running.environment_for(
                addresses, DJANGO_SETTINGS_MODULE="cet_portal.settings.dev", **where
            )
            story = folder / "story.txt"
            _prepare(environment, story)
            with running.running(environment, port=port, folder=folder, output=logs.pipe) as parts:
                watched = served | parts
                running.wait_until_healthy(watched, port=port, tell=_tell)
                _welcome(port, story, time.monotonic() - started_at)
                _watch(watched)


def _named_port() -> int:
    """The port to listen on, from PORT; refused when it is no number."""
    named = os.environ.get("PORT") or "8000"
    if not named.isdecimal() or not 0 < int(named) < 65536:
        raise Refused(f"PORT={named} is not a port number. For example: PORT=8123 make demo")
    return int(named)


def _refuse_taken(port: int) -> None:
    """Asked when no other demonstration of this checkout runs, which may be what listens there."""
    if ports.taken(port):
        raise Refused(f"Port {port} is taken. Choose another: PORT={ports.free()} make demo")


def _start_over(folder: Path) -> None:
    """Delete the demonstration's data; a database that is not ours is never touched."""
    if os.environ.get("DATABASE_URL"):
        raise Refused("DATABASE_URL is set: empty that database yourself, then `make demo`.")
    services.remove(folder)
    for name in KEPT_OUTSIDE:
        shutil.rmtree(services.LOCAL / name, ignore_errors=True)


def _prepare(environment: dict[str, str], story: Path) -> None:
    print("Preparing the database ...", flush=True)
    command = [sys.executable, "-m", "cet_portal.local.prepare", str(story)]
    with logs.pipe("prepare") as output:
        child = children.start(
            command, output=output, environment=environment, directory=services.ROOT
        )
    try:
        if child.wait():
            raise running.Died(f"Preparing the database failed with status {child.returncode}.")
    finally:
        children.stop(child)


def _tell(reason: str) -> None:
    print(f"Waiting: {reason}", flush=True)


def _welcome(port: int, story: Path, seconds: float) -> None:
    address = f"http://localhost:{port}"
    line = "-" * 72
    print(f"\n{line}\n{story.read_text(encoding='utf-8').rstrip()}\n", flush=True)
    print(f"MyCET is ready after {seconds:.0f} seconds: {address}", flush=True)
    if not os.environ.get("EMAIL_URL"):
        mail = (services.LOCAL / "mail").relative_to(services.ROOT)
        print(f"Mail is not sent but written to {mail}/: links to confirm are in its newest file.")
    print(f"Ctrl-C stops it. What it logs follows.\n{line}", flush=True)


def _watch(parts: running.Children) -> None:
    while True:
        try:
            running.check(parts)
        except running.Died as died:
            raise running.Died(f"{died} The rest is stopped. Start again with: make demo") from died
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
