"""What people are told when two records become one."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from cet_portal.accounts.roles import STAFF_ROLES
from cet_portal.core.notifications import Message, Recipient
from registrants.models import JoinRequest, Registrant


class PeopleJoined(Message):
    """To the person: everything is in one record now."""

    kind = "records_joined"

    def __init__(self, kept: Registrant, joined: Registrant):
        self.kept, self.joined = kept, joined

    def key(self):
        return f"registrant:{self.kept.pk}:joined:{self.joined.pk}"

    def path(self):
        return reverse("compliance:statement")

    def recipients(self):
        user = self.kept.user
        return [Recipient(user.email, user.pk)] if user and user.is_active else []

    def subject(self):
        return _("Your points are in one record now")

    def context(self):
        entry = self.kept.entries.order_by("-start").first()
        return {
            "number": entry.number if entry else self.kept.u_reference,
            "u_reference": self.joined.u_reference,
        }


class AccountLeft(Message):
    """To the owner of the account that stays no registrant's: where the points are now."""

    kind = "account_left"

    def __init__(self, joined: Registrant, owner: Recipient):
        self.joined, self.owner = joined, owner

    def key(self):
        return f"registrant:{self.joined.pk}:account-left:{self.owner.user_id}"

    def path(self):
        return reverse("account_login")

    def recipients(self):
        return [self.owner]

    def subject(self):
        return _("This account shows no CET points any more")


class JoinRefused(Message):
    """To whoever said that a number is theirs: staff found that it is not, and why."""

    kind = "join_refused"

    def __init__(self, asked: JoinRequest):
        self.asked = asked

    def key(self):
        return f"join-request:{self.asked.pk}:refused"

    def path(self):
        return reverse("registrants:profile")

    def recipients(self):
        user = self.asked.registrant.user
        return [Recipient(user.email, user.pk)] if user and user.is_active else []

    def subject(self):
        return _("Your number was not added")

    def context(self):
        return {"asked": self.asked}


class JoinToDecide(Message):
    """To GOC staff: somebody says that a number under another name or register is theirs."""

    kind = "join_to_decide"

    def __init__(self, asked: JoinRequest):
        self.asked = asked

    def key(self):
        return f"join-request:{self.asked.pk}:to-decide"

    def path(self):
        return reverse("registrants:join_request", args=[self.asked.pk])

    def recipients(self):
        return [each for role in STAFF_ROLES for each in account_queries.holders_of(role)]

    def subject(self):
        return _("Please look at a request to join two records")

    def context(self):
        return {"asked": self.asked}
