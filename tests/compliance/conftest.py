"""People whom several tests of compliance are about."""

from datetime import timedelta

import pytest

from registrants.models import Registrant
from tests import builders
from tests.compliance.planner_pages import NOW


@pytest.fixture
def marsh(db: None) -> Registrant:
    """An optometrist with an account."""
    builders.reference()
    return builders.registrant(surname="Marsh")


@pytest.fixture
def owner(db: None) -> Registrant:
    """Whose planner it is: on the register for long, with an account of two months."""
    return builders.registrant(at=NOW - timedelta(days=60))
