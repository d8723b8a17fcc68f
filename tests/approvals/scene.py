"""An application with everybody who might be told about it, and who was told what."""

from django.utils.formats import date_format

from cet_portal.accounts.roles import Role
from cet_portal.core.models import OutboxMessage
from tests import builders


class Scene:
    """A provider with two administrators and an author, two approvers, a CET manager."""

    def __init__(self, status, **changed):
        self.provider, self.admin = builders.provider_with()
        self.colleague = builders.member(self.provider, Role.SYSTEM_ADMINISTRATOR)
        self.author = builders.member(self.provider, Role.CET_AUTHOR)
        self.approver = builders.approver()
        self.manager = builders.staff(Role.CET_MANAGER)
        builders.provider_with()  # somebody else, who is told nothing
        self.row = builders.application_at(
            status, provider=self.provider, approver=self.approver, **changed
        )
        self.second = builders.approver()
        self.before = OutboxMessage.objects.count()

    def acting(self, name):
        return builders.actor_of(getattr(self, name))

    def told(self):
        """Who was told what since then: pairs of a person's name here and a kind."""
        names = {
            getattr(self, name).email: name
            for name in ("admin", "colleague", "author", "approver", "second", "manager")
        }
        new = OutboxMessage.objects.order_by("pk")[self.before :]
        return {(names[message.to], message.kind) for message in new}

    def body(self, kind):
        return OutboxMessage.objects.filter(kind=kind).latest("pk").body

    def by(self):
        """The date that counts now, as messages write it."""
        self.row.refresh_from_db()
        return date_format(self.row.due_on, "l j F Y")


def written_by_the_author(scene):
    scene.row.made_by_id = scene.author.pk
    scene.row.save(update_fields=["made_by_id"])
    return scene
