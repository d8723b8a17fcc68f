"""Photograph the main pages for the guides: `python -m cet_portal.local.screenshots`.

Runs the demonstration with data of its own, so that a visitor's changes are not in the
pictures, and writes docs/images/*.png.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from cet_portal.local import ports, running, services, stopping, system
from cet_portal.local.postgres import Failed

IMAGES = services.ROOT / "docs" / "images"
INSTANCE = "screenshots"
WIDE, PHONE = 1280, 375
TALLEST = 1500
CHROMIUM_WORDS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]


@dataclass(frozen=True)
class Picture:
    """One picture: who looks (nobody: a visitor), at which address.

    `row`: words of a row there whose link is followed; `part` is added to the link's address.
    """

    name: str
    who: str
    path: str
    row: str = ""
    part: str = ""
    width: int = WIDE


PICTURES = (
    Picture("directory", "", "/directory/"),
    Picture("apply", "", "/apply-to-be-listed/"),
    Picture("provider-dashboard", "Priya Raman", "/"),
    Picture("draft", "Priya Raman", "/", row="Prescribing prisms"),
    Picture("application", "Priya Raman", "/", row="Visual fields without tears"),
    Picture("answer", "Priya Raman", "/", row="Visual fields without tears", part="answer/"),
    Picture("rejected", "Priya Raman", "/", row="Eye care for people with dementia"),
    Picture("upload", "Priya Raman", "/", row="Records and consent", part="upload/"),
    Picture("repeat", "Priya Raman", "/sessions/repeat/"),
    Picture("how-you-appear", "Priya Raman", "/events/how-you-appear/"),
    Picture("ratings", "Priya Raman", "/ratings/"),
    Picture("people", "Priya Raman", "/provider/people/"),
    Picture("listing", "Isla Macrae", "/provider/listing/"),
    Picture("approver-queue", "Helen Ashdown", "/queue/"),
    Picture("review", "Helen Ashdown", "/", row="Blue light"),
    Picture("ask", "Helen Ashdown", "/", row="Blue light", part="ask/"),
    Picture("approver-profile", "Marcus Oyelaran", "/approver/"),
    Picture("statement", "Aoife O'Donnell", "/statement/"),
    Picture("statement-phone", "Aoife O'Donnell", "/statement/", width=PHONE),
    Picture("planner", "Bethan Lloyd-Hughes", "/planner/"),
    Picture("letters", "Aoife O'Donnell", "/letters/"),
    Picture("record", "Aoife O'Donnell", "/statement/record/"),
    Picture("missing-points", "Aoife O'Donnell", "/cases/new/"),
    Picture("certificates", "Aoife O'Donnell", "/certificates/"),
    Picture("at-risk", "Ruth Calloway", "/overview/at-risk/"),
    Picture("managed-application", "Ruth Calloway", "/overview/at-risk/", row="Keratoconus"),
    Picture("approvers", "Ruth Calloway", "/overview/approvers/"),
    Picture("providers", "Ruth Calloway", "/overview/providers/"),
    Picture("applicant", "Ruth Calloway", "/overview/providers/", row="Severn Sight"),
    Picture("overdue", "Ruth Calloway", "/overview/overdue/"),
    Picture("register", "Ruth Calloway", "/register/"),
    Picture("register-imports", "Ruth Calloway", "/register/imports/"),
    Picture("cases", "Ruth Calloway", "/cases/"),
    Picture("cycle", "Ruth Calloway", "/cycles/"),
    Picture("cycle-end", "Ruth Calloway", "/cycles/end/"),
    Picture("run", "Ruth Calloway", "/runs/", row="Real run"),
    Picture("uptake", "Ruth Calloway", "/reports/uptake/"),
    Picture("exceptions", "Ruth Calloway", "/exceptions/"),
    Picture("removals", "Ruth Calloway", "/removals/"),
    Picture("variant", "Ruth Calloway", "/schemes/variants/", row="SV-10001"),
    Picture("cycle-report", "Ruth Calloway", "/cycles/everybody/"),
    Picture("rehearsal", "Ruth Calloway", "/rehearsal/"),
)


def main() -> int:
    """Start the demonstration, take every picture, stop it; the exit status."""
    try:
        with stopping.on_signals(), demonstration() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=system.find_chromium(), args=CHROMIUM_WORDS
            )
            IMAGES.mkdir(parents=True, exist_ok=True)
            for picture in PICTURES:
                print(take(browser, address, picture).relative_to(services.ROOT), flush=True)
            browser.close()
    except stopping.Stopped as stopped:
        return stopped.status
    except services.Busy:
        print("Pictures are being taken already.", file=sys.stderr)
    except (Failed, running.Died) as problem:
        print(problem, file=sys.stderr)
    else:
        return 0
    return 1


@contextmanager
def demonstration() -> Iterator[str]:
    """The whole product on fresh data of the demonstration; gives its address."""
    with services.claimed(INSTANCE) as folder, tempfile.TemporaryDirectory() as kept:
        services.remove(folder)
        port = ports.free()
        with services.started(folder, durable=False) as addresses:
            environment = running.environment_for(
                addresses,
                DJANGO_SETTINGS_MODULE="cet_portal.settings.dev",
                PORT=str(port),
                STORED_FILES_ROOT=f"{kept}/files",
                EMAIL_URL=f"filemail:///{kept}/mail",
            )
            prepare = [sys.executable, "-m", "cet_portal.local.prepare", f"{kept}/story.txt"]
            subprocess.run(
                prepare, env=environment, cwd=services.ROOT, check=True, stdout=subprocess.DEVNULL
            )
            logs = Path(kept)
            with running.running(
                environment,
                port=port,
                folder=folder,
                output=lambda name: (logs / f"{name}.log").open("wb"),
            ) as parts:
                running.wait_until_healthy(parts, port=port)
                yield f"http://localhost:{port}"


def take(browser: Browser, address: str, picture: Picture) -> Path:
    """One picture, from the top of the page down to `TALLEST`; the file written."""
    context = browser.new_context(
        base_url=address, viewport={"width": picture.width, "height": 812}, locale="en-GB"
    )
    page = context.new_page()
    bad: list[str] = []
    page.on("response", lambda answer: bad.append(answer.url) if answer.status >= 400 else None)
    if picture.who:
        sign_in(page, picture.who)
    page.goto(picture.path)
    if picture.row:
        follow(page, picture)
    if bad:
        raise running.Died(f"{picture.name}: no picture, the product refused {bad[0]}.")
    height = page.evaluate("document.documentElement.scrollHeight")
    file = IMAGES / f"{picture.name}.png"
    page.screenshot(
        path=file,
        full_page=True,
        clip={"x": 0, "y": 0, "width": picture.width, "height": min(height, TALLEST)},
    )
    context.close()
    return file


def sign_in(page: Page, name: str) -> None:
    """By the button of the sign-in page."""
    page.goto("/accounts/login/")
    page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).click()
    page.wait_for_url("/")


def follow(page: Page, picture: Picture) -> None:
    """The link in the row with these words, and the part of its address that is wanted."""
    row = page.get_by_role("row").filter(has_text=picture.row).first
    page.goto(f"{row.get_by_role('link').first.get_attribute('href')}{picture.part}")


if __name__ == "__main__":
    sys.exit(main())
