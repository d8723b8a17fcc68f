"""A provider with approved CET."""

import pytest

from tests import builders
from tests.sessions_events.building import World


@pytest.fixture
def world(db) -> World:
    """A listed provider, its administrator, and CET approved for optometrists."""
    return World()


@pytest.fixture
def marsh(world):
    """An optometrist with an account."""
    return builders.registrant(surname="Marsh")


@pytest.fixture
def staff(db):
    """The CET manager's browser."""
    return builders.client_for(builders.staff("CET_MANAGER"), "staff")
