"""Who may take a next step of a provider's."""

from typing import cast

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from providers import queries as provider_queries


class Words:
    """Says a next step to those who may take it, and to the others who can."""

    def __init__(self, actor: Actor):
        self.actor = actor
        names = provider_queries.names_to_ask(cast(int, actor.tenant_id))
        self.who = get_text_list(names, _("or")) or _("Nobody yet")

    def say(self, permission: Permission, mine: str, theirs: str) -> str:
        """`mine` with the permission, else `theirs` with the names in it."""
        return mine if self.actor.may(permission) else theirs % {"names": self.who}
