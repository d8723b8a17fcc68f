"""The most memory that this process has held."""

import resource
from pathlib import Path


def most_memory_of(pid: int) -> int:
    """The same of another process, in bytes; 0 where the system does not say."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0
    line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def most_memory() -> int:
    """In bytes. What the system counts for a child begins with its parent's, so Linux is asked
    for the process itself.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
