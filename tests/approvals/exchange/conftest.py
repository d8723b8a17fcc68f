"""An application about which questions were asked, and the two sides of it."""

import pytest

from tests import builders


@pytest.fixture
def client(reviewer):
    """The approver's browser."""
    return builders.client_for(reviewer)


@pytest.fixture
def asked(reviewer):
    """An application about which the approver has asked."""
    return builders.application_at("INFORMATION_REQUESTED", approver=reviewer)


@pytest.fixture
def admin(asked):
    """The provider's browser."""
    return builders.client_for(builders.administrator_of(asked.provider))
