"""Child processes that do not outlive the one that started them."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from cet_portal.local.stopping import Stopped

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def start(
    command: Sequence[str | Path],
    *,
    output: IO[bytes] | int,
    environment: Mapping[str, str] | None = None,
    directory: Path | None = None,
    user: str | None = None,
    on_orphaned: signal.Signals = signal.SIGTERM,
    feed: bytes | None = None,
) -> subprocess.Popen:
    """Start a command in a session of its own, so that Ctrl-C reaches only the supervisor.

    `feed` is written to its standard input. On Linux the kernel sends `on_orphaned` when the
    supervisor dies, even by SIGKILL; elsewhere the supervisor has to live long enough to stop it.
    """
    child = subprocess.Popen(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL if feed is None else subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=environment,
        cwd=directory,
        start_new_session=True,
        preexec_fn=die_with_parent(on_orphaned),  # noqa: PLW1509 one C call, no lock taken
        **_as_user(user),
    )
    if child.stdin is not None and feed is not None:
        child.stdin.write(feed)
        child.stdin.close()
    return child


def run_in_front(command: Sequence[str], *, environment: Mapping[str, str]) -> int:
    """Run a command on this terminal to its end; its exit status.

    Ctrl-C on a terminal reaches the command as well: it is given time to end by itself.
    """
    child = subprocess.Popen(
        command,
        env=environment,
        preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 as above
    )
    try:
        return child.wait()
    except Stopped as stopped:
        if stopped.number != signal.SIGINT:
            child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(10)
        raise
    finally:
        stop(child)


def run_as(user: str | None, command: Sequence[str | Path]) -> subprocess.CompletedProcess:
    """Run a short command to its end, as another user when root has to; output is kept."""
    return subprocess.run(
        [str(word) for word in command],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **_as_user(user),
    )


def stop(*started: subprocess.Popen, by: signal.Signals = signal.SIGTERM, wait: float = 15) -> None:
    """Ask all to stop, wait, and after `wait` seconds each kill what is left of their sessions."""
    for child in started:
        if child.poll() is None:
            child.send_signal(by)
    for child in started:
        with suppress(subprocess.TimeoutExpired):
            child.wait(wait)
        # Also after its end: pool processes of a killed worker, for example.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def die_with_parent(by: signal.Signals) -> Callable[[], None]:
    """What a child calls between fork and exec, so that the kernel signals it."""
    parent = os.getpid()

    def ask_kernel() -> None:
        if _libc is None:
            return
        _libc.prctl(PR_SET_PDEATHSIG, int(by), 0, 0, 0)
        if os.getppid() != parent:  # it died before the kernel was asked
            os._exit(1)

    return ask_kernel


def _as_user(user: str | None) -> dict[str, Any]:
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
