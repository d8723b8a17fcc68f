"""Certificates: `python -m cet_portal.local.benchmarks.certificates`, or `make bench-certificates`.

Milliseconds for one, beside the floor of the same run (WeasyPrint alone, given the finished
HTML), and a zip of 500 made by a real Celery worker with the most memory it held. Uses a
database and a queue of its own and removes them again.
"""

import argparse
import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter, sleep
from urllib.parse import urlsplit, urlunsplit

import django

FILES = tempfile.TemporaryDirectory(prefix="mycet-benchmark-")
os.environ["STORED_FILES_ROOT"] = FILES.name
django.setup()

from django.conf import settings  # noqa: E402 the apps have to be there first
from django.template.loader import render_to_string  # noqa: E402
from weasyprint import HTML  # noqa: E402

from cet_portal.accounts.contexts import contexts_of  # noqa: E402
from cet_portal.core import clock, pdf  # noqa: E402
from cet_portal.local.benchmarks import places, upload_world  # noqa: E402
from cet_portal.local.benchmarks.memory import most_memory_of  # noqa: E402
from sessions_events import queries, services  # noqa: E402
from sessions_events.enums import BatchStatus  # noqa: E402
from sessions_events.models import CertificateBatch, Event  # noqa: E402
from sessions_events.services.certifying import printing  # noqa: E402

ONE_BY_ONE = 20
PATIENCE = 600
# Ours: the issue sets no figures.
MOST_RATIO, MOST_MB, MOST_SECONDS_FOR_500 = 1.5, 300, 120


def main() -> None:
    """Fill, measure, print; the last line is JSON."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--certificates", type=int, default=500)
    number = arguments.parse_args().certificates
    logging.disable(logging.WARNING)
    with FILES, places.own_queue(), places.own_database() as name:
        figures = run(number, name)
    print(json.dumps(report(figures, number)), flush=True)


def run(number: int, database: str) -> dict[str, float]:
    """One by one with the floor, then all of them in a worker."""
    at = clock.now()
    world = upload_world.fill(number, at)
    event = upload_world.event(world, 1, at)
    actor = contexts_of(world.user)[0].actor(world.user)
    cells = [(line, *person) for line, person in enumerate(world.people, start=1)]
    services.upload(event=event, cells=cells, actor=actor, at=at)
    event = Event.objects.get(pk=event.pk)
    services.issue_to_uploaded(event=event, actor=actor, at=at)
    figures = one_by_one(event)
    print(f"{figures['one_ms']} ms for one, {figures['floor_ms']} ms without ours", flush=True)
    batch = services.ask_for_zip(event=event, actor=actor, at=at)
    figures |= in_a_worker(batch, database)
    print(
        f"{figures['certificates']:.0f} in {figures['seconds']} s, {figures['peak_mb']} MB",
        flush=True,
    )
    return figures


def one_by_one(event: Event) -> dict[str, float]:
    """Milliseconds of one certificate and of its floor, taken in turns."""
    printer = services.Printer(event, site=settings.SITE_ADDRESS)
    said = queries.what_they_say(event, queries.certificates_of(event)[:ONE_BY_ONE])
    printer.pdf(said[0])  # fonts and style sheet are read now
    own, floor = [], []
    for each in said:
        own.append(_milliseconds(lambda each=each: printer.pdf(each)))
        floor.append(_floor(each))
    return {
        "one_ms": round(median(own), 1),
        "floor_ms": round(median(floor), 1),
        "ratio": round(median(own) / median(floor), 2),
    }


def _floor(said: queries.Said) -> float:
    """WeasyPrint alone: the finished HTML and the finished QR code, the same kind of PDF."""
    address = f"{settings.SITE_ADDRESS}{printing.check_path(said.certificate.code)}"
    html = render_to_string(printing.TEMPLATE, {"said": said, "address": address})
    code = {"code": ("image/svg+xml", printing.qr_code(address))}
    style = pdf.style_sheet(printing.STYLE)

    def bare() -> None:
        document = HTML(string=html, base_url=pdf.BASE, url_fetcher=pdf.StaticOnly(code))
        document.write_pdf(stylesheets=[style], font_config=pdf.fonts(), pdf_variant=pdf.ARCHIVE)

    return _milliseconds(bare)


def _milliseconds(act) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def in_a_worker(batch: CertificateBatch, database: str) -> dict[str, float]:
    """Seconds from asking to the finished zip, by a worker of its own; its memory."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}")
    command = [str(Path(sys.executable).parent / "celery"), "--app=cet_portal", "--quiet"]
    command += ["worker", "--pool=solo", "--without-gossip", "--without-mingle"]
    command += [f"--queues={places.QUEUE}", "--loglevel=ERROR"]
    with subprocess.Popen(
        command,
        env=os.environ | {"DATABASE_URL": urlunsplit(address)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as worker:
        try:
            began = _started(batch, worker)
            while batch.status == BatchStatus.MAKING:
                _check(worker, began)
                sleep(0.1)
                batch.refresh_from_db()
            seconds, peak = monotonic() - began, most_memory_of(worker.pid)
        finally:
            worker.terminate()
    files = list(batch.files.select_related("file"))
    return {
        "certificates": sum(each.certificates for each in files),
        "seconds": round(seconds, 1),
        "a_second": round(batch.done / seconds, 1),
        "zip_mb": round(sum(each.file.size for each in files) / 1_000_000, 1),
        "peak_mb": round(peak / 1_000_000),
    }


def _started(batch: CertificateBatch, worker: subprocess.Popen) -> float:
    """When the worker took the batch up: starting the process is not its work."""
    began = monotonic()
    while batch.worker is None:
        _check(worker, began)
        sleep(0.02)
        batch.refresh_from_db()
    return monotonic()


def _check(worker: subprocess.Popen, began: float) -> None:
    if worker.poll() is not None or monotonic() - began > PATIENCE:
        raise RuntimeError("The worker ended, or it took too long.")


def report(figures: dict[str, float], number: int) -> dict:
    """The figures, and for each aim whether it is met."""
    aims = {
        f"one_at_most_{MOST_RATIO}_times_the_floor": figures["ratio"] <= MOST_RATIO,
        f"{number}_complete": figures["certificates"] > 0.9 * number,
        f"memory_under_{MOST_MB}_mb": figures["peak_mb"] < MOST_MB,
    }
    if number == 500:
        aims[f"500_under_{MOST_SECONDS_FOR_500}_s"] = figures["seconds"] < MOST_SECONDS_FOR_500
    return {"bench": "certificates", "figures": figures, "aims": aims}


if __name__ == "__main__":
    main()
