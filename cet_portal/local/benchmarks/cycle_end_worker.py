"""Steps of a cycle's end in a process of their own, as a worker or a web process does them:
`python -m cet_portal.local.benchmarks.cycle_end_worker`.

Says "ready", then for each line of JSON does the step that it names and answers with one line:
seconds, queries, and the most memory that the process has held.
"""

import json
import logging
import sys
from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any

import django

django.setup()

from celery import current_app  # noqa: E402 the apps have to be there first
from django.db import connection  # noqa: E402
from django.http import StreamingHttpResponse  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from weasyprint import HTML  # noqa: E402

from cet_portal.accounts.models import User  # noqa: E402
from cet_portal.core import pdf  # noqa: E402
from cet_portal.local.benchmarks import measuring  # noqa: E402
from cet_portal.local.benchmarks.memory import most_memory  # noqa: E402
from cet_portal.local.benchmarks.places import own_queue  # noqa: E402
from compliance.models import Letter  # noqa: E402
from compliance.services.letters.posting import STYLE, TEMPLATE  # noqa: E402

PAGES_OF_PDF = 10


class Counted:
    """How many statements the database was sent."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += 1
        return execute(sql, params, many, context)


def task(name: str, kwargs: dict[str, Any]) -> dict:
    """A Celery task, run here."""
    current_app.tasks[name](**kwargs)
    return {}


def pages(user: int, pages: dict[str, Any], runs: int) -> dict:
    """Each page by its name, an address or an address with what is posted to it."""
    client = measuring.signed_in(User.objects.get(pk=user))
    found = {}
    for name, asked in pages.items():
        address, data = (asked, None) if isinstance(asked, str) else asked
        one = measuring.page(client, address, data=data, runs=runs)
        found[name] = {
            "ms": round(one.median, 1),
            "own_ms": round(one.own, 1),
            "p95_ms": round(one.p95, 1),
            "queries": one.queries,
        }
    return {"pages": found}


def download(user: int, address: str) -> dict:
    """A file, read to its end without keeping it."""
    client = measuring.signed_in(User.objects.get(pk=user))
    response = client.get(address, follow=True)
    if not isinstance(response, StreamingHttpResponse):
        raise TypeError(f"{address} is not streamed")
    return {"bytes": sum(map(len, response.streaming_content))}


def press(user: int, address: str, data: dict[str, Any]) -> dict:
    """A button, once; where it leads."""
    client = measuring.signed_in(User.objects.get(pk=user))
    response = client.post(address, data)
    if response.status_code != 302:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return {"to": response["Location"]}


def pdf_of_a_page(round_id: int) -> dict:
    """The floor of printed letters: WeasyPrint alone, a letter at a time."""
    some = Letter.objects.filter(round=round_id).order_by("pk")[:PAGES_OF_PDF]
    texts = [render_to_string(TEMPLATE, {"letters": [letter]}) for letter in some]
    style = [pdf.style_sheet(STYLE)]

    def bare(text: str) -> None:
        document = HTML(string=text, base_url=pdf.BASE, url_fetcher=pdf.StaticOnly())
        document.write_pdf(stylesheets=style, font_config=pdf.fonts(), **pdf.PLAIN)

    bare(texts[0])  # fonts are read now
    began = perf_counter()
    for text in texts:
        bare(text)
    return {"a_page": (perf_counter() - began) / len(texts)}


STEPS: dict[str, Callable[..., dict]] = {
    "task": task,
    "pages": pages,
    "download": download,
    "press": press,
    "pdf_of_a_page": pdf_of_a_page,
}


def main() -> None:
    """Do what is asked, one after the other."""
    logging.disable(logging.WARNING)
    connection.ensure_connection()
    current_app.loader.import_default_modules()
    print("ready", flush=True)
    for line in sys.stdin:
        asked, counted = json.loads(line), Counted()
        began, worked = perf_counter(), process_time()
        with own_queue(), connection.execute_wrapper(counted):
            found = STEPS[asked.pop("step")](**asked)
        found |= {
            "seconds": round(perf_counter() - began, 2),
            "own_seconds": round(process_time() - worked, 2),
            "queries": counted.number,
            "peak_mb": round(most_memory() / 1_000_000),
        }
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
