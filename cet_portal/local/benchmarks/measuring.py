"""Milliseconds and queries of a page, through the whole request stack, signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cet_portal.accounts.models import User

WARM_UP, RUNS = 3, 30
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Measured:
    """What a page costs, in milliseconds: the middle run, the one slower than 95 of 100, and how
    long the web process itself worked in the middle run (the rest is the database and waiting,
    also for other programs of the machine)."""

    median: float
    own: float
    p95: float
    queries: int


def signed_in(user: User) -> Client:
    """A browser of this person's."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend=BACKEND)
    return client


def page(
    client: Client, address: str, *, data: dict[str, Any] | None = None, runs: int = RUNS
) -> Measured:
    """Ask for the page a few times to warm up, once counting queries, then timed. `data`: what is
    posted to it."""
    for _ in range(WARM_UP):
        _ask(client, address, data)
    with CaptureQueriesContext(connection) as captured:
        _ask(client, address, data)
        # The next request begins to count anew.
        queries = len(captured)
    times = [_ask(client, address, data) for _ in range(runs)]
    walls, own = zip(*times, strict=True)
    return Measured(median(walls), median(own), _p95(walls), queries)


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


def _ask(client: Client, address: str, data: dict[str, Any] | None) -> tuple[float, float]:
    """Milliseconds on the clock, and of work in this process."""
    began, worked = perf_counter(), process_time()
    response = client.get(address) if data is None else client.post(address, data)
    taken = (perf_counter() - began) * 1000, (process_time() - worked) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return taken
