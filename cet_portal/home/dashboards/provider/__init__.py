"""The front page of a provider."""

from cet_portal.home.dashboards.provider.page import provider

__all__ = ["provider"]
