"""Which processes belong to a folder: by command line, working directory or moved data."""

import os
from pathlib import Path


def processes_of(folder: Path) -> list[tuple[int, str]]:
    """Process numbers and command lines; the asking process is left out."""
    moved = [path.read_text().strip() for path in folder.rglob("postgres.path")]
    names = [str(folder), *moved]
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        if int(entry.name) == os.getpid():
            continue
        try:
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            here = os.readlink(entry / "cwd")
        except OSError:
            continue
        if line and any(name in line or here.startswith(name) for name in names):
            found.append((int(entry.name), line))
    return found
