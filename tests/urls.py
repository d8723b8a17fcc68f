"""The project's addresses as a list, for tests that walk all of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

# What stands for a number in an address when any will do.
INVENTED = {
    "c_number": "C-99999",
    "s_number": "S-99999",
    "ev_number": "EV-99999",
    "cycle": "2025-2027",
    "month": "last",
    "question": "PROPOSAL-ZEROS",
    "step": "withdraw",
    "invoice_number": "INV-99999",
    "pr_number": "PR-99999",
    "nu_number": "NU-99999",
    "run_number": "RUN-99999",
    "other_number": "RUN-99998",
    "sv_number": "SV-99999",
    "token": "an-invented-token",
    "key": "x",
    "uidb36": "x",
}
INVENTED_UUID = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Address:
    """One entry of the URL table: `app:name`, its pattern, and the view."""

    name: str
    route: str
    view: object

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.route)

    @property
    def texts(self) -> list[str]:
        """The parameters that take text: neither whole numbers nor UUIDs."""
        named = re.findall(r"\(\?P<(\w+)>", self.route)
        typed = re.findall(r"<(?!int:|uuid:)(?:\w+:)?(\w+)>", self.route)
        return sorted({*named, *typed})

    def path(self, **values) -> str:
        """The address with these values, and invented ones for what is not given."""
        known = INVENTED | values
        path = re.sub(
            r"\(\?P<(?P<old>\w+)>[^)]*\)|<(?:(?P<kind>\w+):)?(?P<new>\w+)>",
            lambda found: str(
                known.get(
                    found["old"] or found["new"], INVENTED_UUID if found["kind"] == "uuid" else 1
                )
            ),
            self.route,
        )
        return "/" + path.replace("^", "").replace("$", "").replace("\\Z", "")


def table(patterns=None, route: str = "", names: tuple[str, ...] = ()) -> Iterator[Address]:
    """Every address that the project answers."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from table(pattern.url_patterns, here, inner)
        elif isinstance(pattern, URLPattern):
            yield Address(":".join((*names, pattern.name or "")), here, pattern.callback)


def addresses() -> list[str]:
    """One path for each entry."""
    return [address.path() for address in table()]
