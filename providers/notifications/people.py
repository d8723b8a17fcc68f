"""What is told of the people of a provider. Texts: templates/emails/."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.core.notifications import Message, Recipient
from providers import queries, rules
from providers.models import Invitation, ProviderMembership


class Invited(Message):
    """To the invited address: who invites, and a link."""

    kind = "people_invited"

    def __init__(self, invitation: Invitation):
        self.invitation = invitation

    def key(self):
        return f"invitation:{self.invitation.pk}:{self.invitation.sent}"

    def path(self):
        token = rules.link_token("invitation", self.invitation.pk, self.invitation.sent)
        return reverse("providers:invitation", args=[token])

    def recipients(self):
        return [Recipient(self.invitation.email)]

    def subject(self):
        return _("%(name)s invites you to MyCET") % {"name": self.invitation.provider}

    def context(self):
        return {"invitation": self.invitation}


class _AboutMember(Message):
    def __init__(self, membership: ProviderMembership, at: datetime):
        self.membership, self.at = membership, at

    def key(self):
        return f"membership:{self.membership.pk}:{self.kind}:{self.at.isoformat()}"

    def path(self):
        return reverse("home:dashboard")

    def recipients(self):
        user = self.membership.user
        return [Recipient(user.email, user.pk)]

    def context(self):
        return {"membership": self.membership, "provider": self.membership.provider}


class Joined(_AboutMember):
    """To those who answer for the provider: an invitation was accepted."""

    kind = "people_joined"

    def path(self):
        return reverse("providers:people")

    def recipients(self):
        return queries.responsible(self.membership.provider_id)

    def subject(self):
        return _("%(person)s has joined %(name)s") % {
            "person": self.membership.user,
            "name": self.membership.provider,
        }


class RolesChanged(_AboutMember):
    """To the person: what they may do now."""

    kind = "people_roles"

    def subject(self):
        return _("Your roles in %(name)s have changed") % {"name": self.membership.provider}


class Removed(_AboutMember):
    """To the person who no longer belongs to the provider."""

    kind = "people_removed"

    def subject(self):
        return _("You no longer belong to %(name)s") % {"name": self.membership.provider}
