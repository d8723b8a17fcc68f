"""Turn Ctrl-C, SIGTERM and SIGHUP into one exception, so that `with` blocks clean up."""

import ctypes
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """A signal asked this process to stop; BaseException, so that no handler swallows it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
        self.status = 0 if number == signal.SIGINT else 128 + number


@contextmanager
def on_signals() -> Iterator[None]:
    """Raise Stopped inside the block at the first signal, and be deaf to more while leaving.

    Outermost of all `with` blocks: what is inside it is cleaned up undisturbed.
    """
    _follow_make()

    def stop(number: int, frame: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    for each in SIGNALS:
        # Under nohup the end of the terminal is ignored already; that stays.
        if each != signal.SIGHUP or signal.getsignal(each) != signal.SIG_IGN:
            signal.signal(each, stop)
    yield


def _follow_make() -> None:
    """Under make, stop when make is killed: nobody would be left to stop this process."""
    if sys.platform == "linux" and os.environ.get("MAKELEVEL"):
        ctypes.CDLL(None).prctl(1, int(signal.SIGTERM), 0, 0, 0)
