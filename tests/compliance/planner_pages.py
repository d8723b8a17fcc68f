"""The planner's page as tests open and read it."""

import re

import time_machine

from tests import builders
from tests.sessions_events.building import london

PAGE = "/planner/"
NOW = london(2026, 11, 2, 12)


def look(user, query="", at=NOW):
    """What the user reads on the planner."""
    with time_machine.travel(at, tick=False):
        return builders.client_for(user).get(f"{PAGE}?{query}")


def text(response) -> str:
    """All its words in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def press(user, address, data=None):
    """What follows a button that the user presses."""
    with time_machine.travel(NOW, tick=False):
        return builders.client_for(user).post(address, data or {}, follow=True)
