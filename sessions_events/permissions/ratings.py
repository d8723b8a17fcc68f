"""Who may rate, and who may do what with comments and improvements."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from approvals.models import CetApplication
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from registrants.enums import PointStatus
from registrants.models import PointEntry
from sessions_events.models import Improvement, Rating
from sessions_events.permissions.people import of_the_provider
from sessions_events.queries import ratings


def may_rate(
    actor: Actor, entry: PointEntry, before: Rating | None, *, at: datetime
) -> Refusal | None:
    """A registrant whose points for the event are accepted; a rating given `before` can be
    changed until its last day has ended in London (decisions.md 30, docs/adr/0034)."""
    if not actor.may(Permission.CET_RATE):
        return Refusal(_("Only registrants rate CET."))
    if actor.person_id != entry.registrant_id or entry.status != PointStatus.ACCEPTED:
        return Refusal(_("You can rate a CET once you have accepted its points."))
    if before and london_date(at) > before.last_day:
        words = {"day": date_format(before.last_day, "j F Y")}
        return Refusal(_("You could change this rating until %(day)s.") % words)
    return None


def may_hide_comment(actor: Actor, rating: Rating, *, at: datetime) -> Refusal | None:
    """GOC staff, a comment that is shown (domain.md 3.9)."""
    if not actor.may(Permission.RATING_MODERATE):
        return Refusal(_("Only GOC staff can hide a comment."))
    if not rating.comment:
        return Refusal(_("There is no comment any more: the person took it away."))
    return Refusal(_("This comment is hidden already.")) if rating.hidden_at else None


def may_show_comment(actor: Actor, rating: Rating, *, at: datetime) -> Refusal | None:
    """GOC staff, a comment that was hidden."""
    if not actor.may(Permission.RATING_MODERATE):
        return Refusal(_("Only GOC staff can show a comment again."))
    return None if rating.hidden_at else Refusal(_("This comment is not hidden."))


def may_say_what_changed(
    actor: Actor, application: CetApplication, *, at: datetime
) -> Refusal | None:
    """Who answers for the provider, about CET that somebody has rated."""
    refusal = of_the_provider(actor, application.provider_id, Permission.IMPROVEMENT_WRITE)
    if refusal is None and not ratings.was_rated(application):
        return Refusal(_("Nobody has rated this CET yet, so there is nobody to tell."))
    return refusal


def may_take_back_improvement(
    actor: Actor, improvement: Improvement, *, at: datetime
) -> Refusal | None:
    """Whoever may write it, and GOC staff, as everybody can read it."""
    if improvement.taken_back_at:
        return Refusal(_("This note was taken back already."))
    if actor.may(Permission.RATING_MODERATE):
        return None
    provider_id = improvement.application.provider_id
    return of_the_provider(actor, provider_id, Permission.IMPROVEMENT_WRITE)
