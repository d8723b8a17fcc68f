"""Readable logs: each line with the name of the process that wrote it."""

import os
import re
import sys
import threading
import time
from pathlib import Path
from typing import IO

COLOURS = {"web": 36, "worker": 33, "beat": 35, "postgres": 31, "prepare": 32}
WARNING = re.compile(rb"\b(WARNING|ERROR|FATAL|PANIC):")
# What happens every few seconds would bury everything else.
DULL = re.compile(rb"/healthz|core\.heartbeat|show that beat and worker live")
_one_at_a_time = threading.Lock()


def show(name: str, line: str) -> None:
    """Print one line with its prefix, coloured when a person is looking."""
    prefix = f"{name:8} |"
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        prefix = f"\x1b[{COLOURS.get(name, 37)}m{prefix}\x1b[0m"
    with _one_at_a_time:
        print(prefix, line.rstrip(), flush=True)


def pipe(name: str) -> IO[bytes]:
    """A file whose lines are shown under this name; close it once the child has it."""
    reading, writing = os.pipe()
    threading.Thread(target=_show_all, args=(name, os.fdopen(reading, "rb")), daemon=True).start()
    return os.fdopen(writing, "wb")


def follow_warnings(name: str, log: Path) -> None:
    """Show the warnings and errors that are appended to a log file from now on."""
    threading.Thread(target=_follow, args=(name, log), daemon=True).start()


def _show_all(name: str, lines: IO[bytes]) -> None:
    for line in lines:
        if line.strip() and not DULL.search(line):
            show(name, line.decode(errors="replace"))


def _follow(name: str, log: Path) -> None:
    with log.open("rb") as lines:
        lines.seek(0, os.SEEK_END)
        while True:
            line = lines.readline()
            if not line:
                time.sleep(0.5)
            elif WARNING.search(line):
                show(name, line.decode(errors="replace"))
