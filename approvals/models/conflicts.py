"""The conflict of interest between a person and an application, as SQL: the one place for it.

`rules.choosing.conflicts` says the same of plain values (decisions.md 16).
"""

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Lower, Trim

from approvals.models.approvers import ApproverInterest
from approvals.models.contents import Contributor
from approvals.models.submission import Submission
from providers.models import ProviderMembership


def conflict(user: int | OuterRef | None, name: Value | OuterRef) -> Q:
    """Which rows of applications this person must not see or decide.

    They belong to its provider, declared an interest in it, made or sent it, or stand among its
    authors and presenters. `user` and `name` of one person, or of a column of the row.
    """
    of_provider = {"provider": OuterRef("provider")}
    here = {"application": OuterRef("pk")}
    members = ProviderMembership.objects.filter(user=user, **of_provider)
    interests = ApproverInterest.objects.in_force().filter(approver=user, **of_provider)
    sent = Submission.objects.filter(**here, by_id=user)
    named = Contributor.objects.alias(plain=_plain(F("name"))).filter(**here, plain=_plain(name))
    maker = F(user.name) if isinstance(user, OuterRef) else user
    own = Q(made_by_id=maker) | Q(Exists(sent)) | Q(Exists(named))
    return Q(Exists(members)) | Q(Exists(interests)) | own


def providers_in_conflict(user_id: int | None) -> list[int]:
    """The providers of which this person must see nothing at all."""
    members = ProviderMembership.objects.filter(user_id=user_id).values_list("provider_id")
    interests = ApproverInterest.objects.in_force().filter(approver_id=user_id)
    return [key for (key,) in members.union(interests.values_list("provider_id"))]


def _plain(name) -> Func:
    """A name in a query, without regard to case and to blanks too many."""
    blanks = (Value(r"\s+"), Value(" "), Value("g"))
    single = Func(name, *blanks, function="REGEXP_REPLACE", output_field=models.TextField())
    return Lower(Trim(single))
