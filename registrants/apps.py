"""Registrants: the register, and the ledger of points."""

from django.apps import AppConfig


class RegistrantsConfig(AppConfig):
    name = "registrants"

    def ready(self):
        from cet_portal.accounts import contexts
        from registrants import queries

        contexts.register(queries.contexts_of)
