"""Who may do what with a line of the ledger, and with an import of the register."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from cet_portal.scheme import limits
from registrants import queries
from registrants.enums import RequestOutcome
from registrants.models import (
    AccountRequest,
    OwnLearning,
    PointEntry,
    Reflection,
    RegisterImport,
    Registrant,
)


def may_accept(actor: Actor, entry: PointEntry, *, at: datetime) -> Refusal | None:
    """The registrant, or staff whom they asked, up to the end of the cycle's last day in London
    (decisions.md 26). The same goes for declining and querying."""
    own = actor.may(Permission.POINTS_ACCEPT) and actor.person_id == entry.registrant_id
    if not own and not actor.may(Permission.POINTS_ASSIST):
        return Refusal(_("Only the registrant can accept their points."))
    if london_date(at) > entry.due_on:
        return Refusal(_("The cycle has ended, so these points can no longer be accepted."))
    return None


def may_open_account(request: AccountRequest | None, *, at: datetime) -> Refusal | None:
    """Whoever has the secret of a mailed link, once, until its last day."""
    if request is None or request.outcome != RequestOutcome.LINK:
        return Refusal(_("This link does not work. Ask for a new one."))
    if request.used_at:
        return Refusal(_("Your account was opened with this link already. Sign in."))
    last_day = queries.last_day_of_link(request)
    if london_date(at) > last_day:
        return Refusal(
            _("This link worked until %(day)s. Ask for a new one.")
            % {"day": date_format(last_day, "j F Y")}
        )
    if request.registrant and request.registrant.user_id:
        return Refusal(_("There is an account for this number by now. Sign in with it."))
    return None


def may_join(actor: Actor, kept: Registrant, joined: Registrant, *, at: datetime) -> Refusal | None:
    """Staff; or the person themselves, who had no number, if nobody has an account for it.

    The caller knows that the person gave number and date of birth.
    """
    if kept.pk == joined.pk or kept.joined_to_id or joined.joined_to_id:
        return Refusal(_("These two were joined already."))
    if queries.are_only_students(kept) or queries.are_only_students(joined):
        return Refusal(_("A student collects no points, so there is nothing to join."))
    if joined.entries.exists() and not kept.entries.exists():
        return Refusal(_("The one who is on the register must stay: choose the other way round."))
    if actor.may(Permission.POINTS_ASSIST):
        return None
    if actor.person_id != joined.pk or not actor.may(Permission.POINTS_ACCEPT):
        return Refusal(_("Only you yourself or GOC staff can join your records."))
    if joined.entries.exists():
        return Refusal(_("You have a registration number already. GOC staff join two numbers."))
    if kept.user_id:
        return Refusal(
            _(
                "There is an account for this number already. Sign in with that one, or write to "
                "GOC staff, who join the two."
            )
        )
    return None


def may_assist(actor: Actor, registrant: Registrant, *, at: datetime) -> Refusal | None:
    """Staff, for somebody whose record has not gone to another."""
    if not actor.may(Permission.POINTS_ASSIST):
        return Refusal(_("Only GOC staff can act for somebody else."))
    if registrant.joined_to_id:
        return Refusal(_("This record was joined to another: act there."))
    return None


def may_set_aside(actor: Actor, entry: PointEntry, *, at: datetime) -> Refusal | None:
    """The portal itself, where two lines for one event meet because two people are one."""
    if actor.is_clock:
        return None
    return Refusal(_("Only the portal itself does this, when two records are joined."))


def may_follow_instruction(actor: Actor, entry: PointEntry, *, at: datetime) -> Refusal | None:
    """The system, when the days to object are over and the cycle is not."""
    today = london_date(at)
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this, by a standing instruction."))
    if entry.accept_on is None or today < entry.accept_on:
        return Refusal(_("The days to object are not over yet."))
    if today > entry.due_on:
        return Refusal(_("The cycle has ended, so these points can no longer be accepted."))
    return None


def may_answer_query(actor: Actor, entry: PointEntry, *, at: datetime) -> Refusal | None:
    """The provider, whose event it has to be (its caller knows), or staff who settle cases."""
    if actor.tenant_id is not None and actor.may(Permission.EVENT_UPLOAD):
        return None
    if actor.may(Permission.CASE_SETTLE):
        return None
    return Refusal(_("Only the provider of the event or GOC staff can answer a query."))


def may_settle_late(actor: Actor, entry: PointEntry, *, at: datetime) -> Refusal | None:
    """GOC staff decide on what arrived, or was still queried, after the cycle (decisions.md 21)."""
    if actor.may(Permission.CASE_SETTLE):
        return None
    return Refusal(_("Only GOC staff can decide on points that came after the cycle’s end."))


def may_withdraw(actor: Actor, entry: PointEntry, *, at: datetime) -> Refusal | None:
    """The provider, before acceptance; whose event it is, its caller knows (domain.md 3.7)."""
    if actor.tenant_id is not None and actor.may(Permission.EVENT_UPLOAD):
        return None
    return Refusal(_("Only the provider of the event can withdraw points before acceptance."))


def may_reverse(actor: Actor, entry: PointEntry, *, at: datetime) -> Refusal | None:
    """GOC staff, whatever has become of the points (decisions.md 25)."""
    if actor.may(Permission.EVENT_AUDIT):
        return None
    return Refusal(_("Only GOC staff can take back points that were accepted."))


def only_the_clock(actor: Actor, entry: PointEntry, *, at: datetime) -> Refusal | None:
    """The system, once the cycle has ended."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this, when the cycle ends."))
    if london_date(at) <= entry.due_on:
        return Refusal(_("The cycle has not ended yet."))
    return None


def may_keep_register(
    actor: Actor, register_import: RegisterImport, *, at: datetime
) -> Refusal | None:
    """GOC staff."""
    if actor.may(Permission.REGISTER_KEEP):
        return None
    return Refusal(_("Only GOC staff can import the register."))


def may_grant(actor: Actor, registrant: Registrant) -> Refusal | None:
    """GOC staff record what the registrar granted, for somebody whose record has not gone to
    another."""
    if not actor.may(Permission.REGISTER_KEEP):
        return Refusal(_("Only GOC staff can record what the registrar granted."))
    if registrant.joined_to_id:
        return Refusal(_("This record was joined to another: act there."))
    return None


def may_take_over(actor: Actor, register_import: RegisterImport, *, at: datetime) -> Refusal | None:
    """GOC staff, unless it ends so much that a second one has to look (docs/adr/0028)."""
    if register_import.share_ended > limits.IMPORT_MOST_ENDED:
        return Refusal(
            _(
                "This import would end %(share)s%% of what is in force. More than %(most)s%% needs "
                "a second member of staff to confirm it."
            )
            % {
                "share": f"{register_import.share_ended / 10:g}",
                "most": f"{limits.IMPORT_MOST_ENDED / 10:g}",
            }
        )
    return may_keep_register(actor, register_import, at=at)


def may_ask_second(
    actor: Actor, register_import: RegisterImport, *, at: datetime
) -> Refusal | None:
    """GOC staff, where a second one has to look."""
    if register_import.share_ended <= limits.IMPORT_MOST_ENDED:
        return Refusal(_("This import needs nobody else's look: it can be taken over."))
    return may_keep_register(actor, register_import, at=at)


def may_confirm_import(
    actor: Actor, register_import: RegisterImport, *, at: datetime
) -> Refusal | None:
    """A second member of staff: neither who sent the file nor who asked."""
    if actor.user_id in (register_import.asked_by_id, register_import.made_by_id):
        return Refusal(_("Somebody else has to look at this import and confirm it."))
    return may_keep_register(actor, register_import, at=at)


def only_the_worker(
    actor: Actor, register_import: RegisterImport, *, at: datetime
) -> Refusal | None:
    """The portal itself, when its work is done."""
    return None if actor.is_clock else Refusal(_("The portal itself does this."))


def may_instruct(actor: Actor) -> Refusal | None:
    """A registrant, about their own points and events."""
    if actor.person_id is not None and actor.may(Permission.POINTS_ACCEPT):
        return None
    return Refusal(_("Only registrants have points to accept and events to mark."))


def may_write(actor: Actor, entry: PointEntry) -> Refusal | None:
    """The registrant alone writes to a line of theirs, at any time."""
    own = actor.may(Permission.POINTS_ACCEPT) and actor.person_id == entry.registrant_id
    return None if own else Refusal(_("Only the registrant can write to their points."))


def may_empty(reflection: Reflection | None, entry: PointEntry, *, at: datetime) -> Refusal | None:
    """Any text but the one by which a peer review counts, once its cycle has ended: what were
    written anew would come too late."""
    counts = reflection is not None and reflection.written_on <= entry.due_on
    if not entry.peer_review or not counts or london_date(at) <= entry.due_on:
        return None
    return Refusal(
        _(
            "The cycle ended on %(day)s, so the reflection statement must stay: without it the "
            "peer review no longer counts. You can change it."
        )
        % {"day": date_format(entry.due_on, "j F Y")}
    )


def may_keep_learning(actor: Actor, learning: OwnLearning | None) -> Refusal | None:
    """The registrant, about learning of their own."""
    own = learning is None or learning.registrant_id == actor.person_id
    if own and actor.person_id is not None and actor.may(Permission.POINTS_ACCEPT):
        return None
    return Refusal(_("Only the registrant can keep a record of their learning."))
