"""A link to somebody's record, made on the page."""

import re
from datetime import date
from urllib.parse import urlsplit

from tests import builders

ADDRESS = re.compile(r"https?://[^\s<]+/shared/[\w-]+/")


def link_for(someone, *, parts=("ACCEPTED",), cycles=("2025-2027",), expires=date(2027, 12, 1)):
    """The path of a new link."""
    page = builders.client_for(someone.user).post(
        "/statement/links/new/",
        {
            "label": "My employer",
            "parts": list(parts),
            "cycles": list(cycles),
            "expires_on_day": expires.day,
            "expires_on_month": expires.month,
            "expires_on_year": expires.year,
        },
        follow=True,
    )
    return urlsplit(ADDRESS.search(page.content.decode())[0]).path
