"""Run web, worker and beat together: for the demonstration and for browser tests."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cet_portal.local import children, processes
from cet_portal.local.services import ROOT

QUIET = "ignore:You're running the worker with superuser privileges"

Children = dict[str, subprocess.Popen]


class Died(Exception):
    """A process ended by itself; the text says which and how."""


def environment_for(addresses: Mapping[str, str], **more: str) -> dict[str, str]:
    """The environment of a child: this one, the services, and the programs of .venv."""
    programs = str(Path(sys.executable).parent)
    return (
        os.environ
        | {
            "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}",
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": QUIET,
        }
        | dict(addresses)
        | more
    )


@contextmanager
def running(
    environment: Mapping[str, str],
    *,
    port: int,
    folder: Path,
    output: Callable[[str], IO[bytes]],
) -> Iterator[Children]:
    """Start web, worker and beat; on leaving stop them all.

    `output(name)` says where a process writes; `folder` keeps beat's timetable.
    """
    commands = {
        "web": processes.web(f"127.0.0.1:{port}"),
        "worker": processes.worker(),
        "beat": processes.beat(str(folder / "beat-schedule")),
    }
    started: Children = {}
    try:
        for name, command in commands.items():
            with output(name) as stream:
                started[name] = children.start(
                    command, output=stream, environment=environment, directory=ROOT
                )
        yield started
    finally:
        children.stop(*started.values())


def check(started: Children) -> None:
    """Refuse with Died when one of the processes has ended."""
    for name, child in started.items():
        if child.poll() is not None:
            raise Died(f"{name} ended by itself with status {child.returncode}.")


def wait_until_healthy(
    started: Children,
    *,
    port: int,
    host: str = "localhost",
    within: float = 120,
    tell: Callable[[str], None] = lambda reason: None,
) -> None:
    """Wait until /healthz is green; `tell` hears each new reason why it is not.

    Refused with Died when a process ends, or when it is not green in time.
    """
    until = time.monotonic() + within
    told = ""
    while reason := unhealthy(port, host=host):
        check(started)
        if time.monotonic() > until:
            raise Died(f"Not healthy after {within:.0f} seconds: {reason}.")
        if reason != told:
            tell(reason)
            told = reason
        time.sleep(0.2)


def unhealthy(port: int, *, host: str = "localhost") -> str:
    """Why the product on this port is not well; empty when it is."""
    question = urllib.request.Request(
        f"http://127.0.0.1:{port}{processes.HEALTH}", headers={"Host": host}
    )
    try:
        with urllib.request.urlopen(question, timeout=10):
            return ""
    except urllib.error.HTTPError as answer:
        return _reason(answer)
    except OSError:
        return "web: not listening yet"


def _reason(answer: urllib.error.HTTPError) -> str:
    try:
        parts = json.load(answer)["parts"]
    except (ValueError, KeyError):
        return f"web: status {answer.code}"
    return "; ".join(f"{part}: {state}" for part, state in parts.items() if state != "ok")
