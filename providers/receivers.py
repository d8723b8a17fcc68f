"""Answers to what this app tells itself."""

from django.dispatch import receiver

from providers import services
from providers.events import fee_settled


@receiver(fee_settled, dispatch_uid="a_settled_renewal_extends_the_listing")
def a_settled_renewal_extends_the_listing(sender, fee, actor, at, **kwargs):
    """The next 12 months begin when the renewal is paid or waived (decisions.md 8)."""
    services.extend_listing(fee=fee, actor=actor, at=at)
