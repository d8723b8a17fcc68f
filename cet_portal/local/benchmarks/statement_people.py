"""People who accept points at the same time, against gunicorn as in production."""

import http.client
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from time import monotonic, sleep
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from cet_portal.local import ports, processes
from cet_portal.local.benchmarks import statement_world
from registrants.models import PointEntry, Registrant

TOKEN = "b" * 32  # the browser's cookie and what it sends are the same: that is all that is asked
PATIENCE = 60


class Person(Thread):
    """One of them, in a browser that keeps its session: accepts line after line."""

    def __init__(self, person: Registrant, port: int):
        super().__init__(daemon=True)
        self.port = port
        self.lines = list(person.points.filter(status="PENDING").values_list("pk", flat=True))
        session = statement_world.browser_of(person).cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: TOKEN}
        self.headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.until = 0.0
        self.times: list[float] = []
        self.refused = 0

    def run(self) -> None:
        body = urlencode({"csrfmiddlewaretoken": TOKEN})
        for line in self.lines:
            if monotonic() > self.until:
                return
            began = monotonic()
            if self._post(f"/statement/accept/{line}/", body) == http.client.FOUND:
                self.times.append((monotonic() - began) * 1000)
            else:
                self.refused += 1

    def _post(self, path: str, body: str) -> int:
        browser = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            browser.request("POST", path, body, self.headers)
            answer = browser.getresponse()
            answer.read()
            return answer.status
        except OSError:
            return 0
        finally:
            browser.close()


def accept_at_once(people: Sequence[Registrant], seconds: int, database: str) -> dict[str, float]:
    """Acceptances a second, the 50th and the 99th percentile, and statements on the database."""
    port = ports.free()
    crowd = [Person(person, port) for person in people]
    with tempfile.TemporaryFile() as log, _gunicorn(port, database, log) as web:
        try:
            _wait(port, web)
            began = monotonic()
            for each in crowd:
                each.until = began + seconds
                each.start()
            for each in crowd:
                each.join()
            taken = monotonic() - began
        finally:
            web.terminate()
    times = [time for each in crowd for time in each.times]
    accepted = PointEntry.objects.filter(registrant__in=people, status="ACCEPTED").count()
    return {
        "people": len(crowd),
        "requests": len(times),
        "a_second": round(len(times) / taken, 1),
        "p50_ms": round(median(times)),
        "p99_ms": round(quantiles(times, n=100)[-1]),
        "refused": sum(each.refused for each in crowd),
        "accepted": accepted,
        "cores": os.cpu_count() or 0,
    }


def _gunicorn(port: int, database: str, log) -> subprocess.Popen:
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}")
    connection.close()
    name, *rest = processes.web(f"127.0.0.1:{port}")
    return subprocess.Popen(
        [str(Path(sys.executable).parent / name), *rest],
        env=os.environ | {"DATABASE_URL": urlunsplit(address)},
        stdout=log,
        stderr=log,
    )


def _wait(port: int, web: subprocess.Popen) -> None:
    """Until it answers."""
    until = monotonic() + PATIENCE
    while web.poll() is None and monotonic() < until:
        try:
            browser = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            browser.request("GET", processes.HEALTH)
            # It may answer that worker and beat are away: here they are.
            browser.getresponse()
            return
        except OSError:
            sleep(0.1)
    raise RuntimeError("gunicorn did not start")
