"""A provider with a draft, and an approver with an application to read."""

import pytest

from approvals.models import CetApplication
from cet_portal.accounts.models import User
from providers.models import Provider
from tests import builders


@pytest.fixture
def provider(db: None) -> Provider:
    """A listed provider."""
    return builders.provider_with()[0]


@pytest.fixture
def draft(provider: Provider) -> CetApplication:
    """Begun by the provider's administrator."""
    return builders.draft(provider=provider)


@pytest.fixture
def reviewer(db: None) -> User:
    """An approver."""
    return builders.approver()


@pytest.fixture
def given(reviewer: User) -> CetApplication:
    """An application that the approver reads."""
    return builders.application_at("IN_REVIEW", approver=reviewer)
