"""The example environment of production, .env.example, for checks that need a whole one."""

import secrets

from cet_portal.local.services import ROOT

EXAMPLE = ROOT / ".env.example"


def filled_in() -> dict[str, str]:
    """The example as somebody would fill it in: with a secret key of their own."""
    return read() | {"SECRET_KEY": secrets.token_urlsafe(50)}


def read() -> dict[str, str]:
    """Its names and values; comments and empty lines are left out."""
    lines = (line.strip() for line in EXAMPLE.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return dict(pairs)
