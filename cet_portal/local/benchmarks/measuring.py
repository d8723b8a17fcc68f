"""Milliseconds and queries of a page, through the whole request stack, signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cet_portal.accounts.models import User

WARM_UP, RUNS = 3, 30
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Measured:
    """What a page costs: the middle and the 95th of a hundred runs, in milliseconds."""

    median: float
    p95: float
    queries: int


def signed_in(user: User) -> Client:
    """A browser of this person's."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend=BACKEND)
    return client


def page(client: Client, address: str, *, runs: int = RUNS) -> Measured:
    """Ask for the page a few times to warm up, once counting queries, then timed."""
    for _ in range(WARM_UP):
        _get(client, address)
    with CaptureQueriesContext(connection) as captured:
        _get(client, address)
        # The next request begins to count anew.
        queries = len(captured)
    times = [_get(client, address) for _ in range(runs)]
    return Measured(median(times), _p95(times), queries)


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


def _get(client: Client, address: str) -> float:
    began = perf_counter()
    response = client.get(address)
    taken = (perf_counter() - began) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return taken
