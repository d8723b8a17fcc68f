"""Providers: the tenants. Their people, roles and listings."""

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "providers"

    def ready(self):
        from cet_portal.accounts import contexts
        from providers import queries

        contexts.register(queries.contexts_of)
