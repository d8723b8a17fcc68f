"""Somebody with a browser: what people do, in their words."""

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Page, expect

from cet_portal.accounts.models import User
from providers.models import Provider

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def axe_source() -> str:
    return AXE.read_text()


def security_code(email: str) -> str:
    """What the person's phone would show now."""
    secret = Authenticator.objects.get(user__email=email, type=Authenticator.Type.TOTP)
    _before, counter, _after = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(get_adapter().decrypt(secret.data["secret"]), counter))


@dataclass
class Person:
    """A person, their browser page, and the pages that axe has looked at."""

    name: str
    page: Page
    checked: set[str] = field(default_factory=set)
    provider: Provider | None = None
    account: User | None = None

    def opens(self, path: str) -> None:
        self.page.goto(path)
        self.finds_no_barrier()

    def follows(self, link: str) -> None:
        """A link, also one that looks like a button."""
        links = self.page.get_by_role("link", name=link)
        links.or_(self.page.get_by_role("button", name=link)).first.click()
        self.page.wait_for_load_state()
        self.finds_no_barrier()

    def saves(self) -> None:
        """Whatever the form's main button is called."""
        saving = self.page.get_by_role("button", name="Save and continue")
        main = saving if saving.count() else self.page.locator("main form button[type=submit]")
        main.first.click()
        self.page.wait_for_load_state()
        said = self.page.locator(".govuk-error-summary").all_inner_texts()
        assert not said, said
        self.finds_no_barrier()

    def waits_for(self, heading: str) -> None:
        """The page refreshes itself until the worker is done."""
        expect(self.page.get_by_role("heading", name=heading).first).to_be_visible(timeout=30_000)
        self.finds_no_barrier()

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).first.click()
        self.page.wait_for_load_state()
        self.finds_no_barrier()

    def types(self, label: str, text: str) -> None:
        starts_with = re.compile(rf"^{re.escape(label)}( \(optional\))?$")
        # A group of fields may bear the same name.
        boxes = self.page.locator("input, textarea")
        self.page.get_by_label(starts_with).and_(boxes).first.fill(text)

    def picks(self, label: str) -> None:
        """A radio button or checkbox."""
        self.page.get_by_label(label).first.check()

    def picks_in(self, legend: str, label: str) -> None:
        """A radio button of one question."""
        self.page.get_by_role("group", name=legend).get_by_label(label, exact=True).check()

    def chooses_file(self, label: str, name: str, content: bytes) -> None:
        """A file from the person's disk."""
        file = {"name": name, "mimeType": "text/csv", "buffer": content}
        self.page.get_by_label(label).first.set_input_files(file)

    def chooses(self, label: str, option: str) -> None:
        """An entry of a list."""
        self.page.get_by_label(label).first.select_option(label=option)

    def types_day(self, legend: str, day) -> None:
        """A date in its three boxes."""
        group = self.page.get_by_role("group", name=legend)
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(part).fill(str(value))

    def sees(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(text)

    def sees_not(self, text: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(text)

    def signs_in(self, email: str, password: str) -> None:
        """With the security code, where the account has one."""
        self.opens("/accounts/login/")
        self.types("E-mail address", email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.presses("Sign in")
        if Authenticator.objects.filter(user__email=email).exists():
            self.page.get_by_label("Security code").first.fill(security_code(email))
            self.presses("Sign in")

    def finds_no_barrier(self) -> None:
        """axe finds nothing against WCAG 2.2 AA on this page."""
        self.page.evaluate(axe_source())
        found = self.page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", WCAG
        )
        barriers = [
            {"rule": one["id"], "where": [node["html"][:200] for node in one["nodes"]]}
            for one in found["violations"]
        ]
        assert not barriers, f"{self.page.url}: {json.dumps(barriers, indent=1)}"
        self.checked.add(self.page.url)
