"""Providers by themselves: one of them, its name, the GOC's own."""

from providers.models import Provider


def lock(provider_id: int) -> Provider:
    """The provider, locked until the transaction ends: its new cases are made one by one."""
    return Provider.objects.select_for_update(no_key=True).get(pk=provider_id)


def provider(provider_id: int | None) -> Provider:
    """One provider."""
    return Provider.objects.get(pk=provider_id)


def is_own(provider_id: int) -> bool:
    """Is it the GOC's own, for CET that registrants ask for?"""
    return Provider.objects.filter(pk=provider_id).exclude(own="").exists()


def is_name_taken(name: str) -> bool:
    """Is there a provider of this name, whatever the case of its letters?"""
    return Provider.objects.filter(name__iexact=name).exists()
