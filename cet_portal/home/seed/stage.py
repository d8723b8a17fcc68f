"""Many threads of one story, carried out in the order of time.

A thread is a generator that yields the instant of its next act and then acts. So numbers, the
audit trail and the mails come in the order in which they would have come in life.
"""

import heapq
from collections.abc import Iterator
from datetime import datetime
from itertools import count

Thread = Iterator[datetime]


class Stage:
    """Collects threads, then plays them up to `now`."""

    def __init__(self, now: datetime):
        self.now = now
        self._waiting: list[tuple[datetime, int, Thread]] = []
        self._places = count()

    def add(self, thread: Thread) -> None:
        """Begin a thread: it runs to its first instant, without having acted yet."""
        self._wait(next(self._places), thread)

    def play(self) -> None:
        """Carry out every act, the earliest first; of two at one instant the older thread's."""
        while self._waiting:
            _at, place, thread = heapq.heappop(self._waiting)
            self._wait(place, thread)

    def _wait(self, place: int, thread: Thread) -> None:
        instant = next(thread, None)
        if instant is None:
            return
        if instant > self.now:
            raise ValueError(f"The demonstration would act in the future, at {instant}.")
        heapq.heappush(self._waiting, (instant, place, thread))
