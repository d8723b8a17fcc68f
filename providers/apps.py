"""Providers: the tenants. Their people, roles, listings and fees."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProvidersConfig(AppConfig):
    name = "providers"

    def ready(self):
        from cet_portal.accounts import contexts
        from cet_portal.accounts.roles import Permission
        from cet_portal.core import navigation
        from providers import (
            queries,
            receivers,  # noqa: F401 connects them
        )

        contexts.register(queries.contexts_of)
        navigation.add(
            _("Listing and fees"),
            "providers:listing",
            Permission.LISTING_READ,
            order=50,
            tenants=True,
        )
        navigation.add(
            _("People"), "providers:people", Permission.PEOPLE_READ, order=51, tenants=True
        )
        navigation.add(
            _("Providers"),
            "providers:staff_list",
            Permission.PROVIDER_OVERSEE,
            order=30,
            group="providers",
            about=_("Everybody on the list of providers, and who wants to be."),
        )
        navigation.add(
            _("Fees"),
            "providers:fee_list",
            Permission.FEE_SETTLE,
            order=31,
            group="providers",
            about=_("What is due, paid, waived or refunded."),
        )
