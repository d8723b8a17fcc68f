"""A restoration that was recorded wrongly is corrected, or taken back (docs/adr/0041)."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from compliance import permissions, workflow
from compliance.enums import RestorationAct, Stake
from compliance.models import Removal, RestorationStep
from compliance.notifications.restorations import RestorationCorrected, RestorationTakenBack
from compliance.queries import restorations as reads
from compliance.services.outcomes.noting import note, tell_of
from registrants import queries as register_queries
from registrants import rules as register_rules
from registrants import services as register_services
from registrants.models import RegisterEntry, SpecialtyEntry
from registrants.queries import putting_right


@transaction.atomic
def correct_restoration(
    *,
    removal: Removal,
    start: date,
    reason: str,
    number: str = "",
    specialties: Collection[str] = (),
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Removal:
    """The restoration says another day, number or other specialties; the person is told at once.

    What was recorded stays in its history. Refused as a restoration is; where nothing is different;
    where the register has changed since; and where the period would lie over another one or begin
    after its end. `seen`: the key of what was recorded last when somebody looked; refused if
    something else is by now.
    """
    removal, last = _held(removal, seen, actor=actor, at=at)
    require(permissions.may_correct_restoration(actor, removal, at=at))
    require(permissions.may_restore_from(removal, start, today=london_date(at)))
    rows = _as_recorded(removal, last, reason)
    is_name = removal.stake == Stake.NAME
    wanted = set(specialties) & set(removal.specialties) if is_name else set(removal.specialties)
    wanted_number = _number(removal, last, number) if is_name else ""
    if (start, wanted_number, wanted) == (last.start, last.number, set(last.specialties)):
        raise Refused(Refusal(_("Nothing is different: change the day, number or specialties.")))
    left: list[dict[str, Any]] = []
    kept: list[dict[str, Any]] = []
    for row in rows:
        if isinstance(row, SpecialtyEntry) and row.specialty not in wanted:
            left.append(register_services.take_off_record(entry=row, actor=actor, at=at))
            continue
        if row.start != start or (isinstance(row, RegisterEntry) and row.number != wanted_number):
            left.append(putting_right.as_it_stands(row))
            _move(row, start, wanted_number, actor=actor, at=at)
        kept.append(putting_right.as_it_stands(row))
    for specialty in sorted(wanted - set(last.specialties)):
        held = register_services.add_specialty(
            registrant=removal.registrant, specialty=specialty, start=start, actor=actor, at=at
        )
        kept.append(putting_right.as_it_stands(held))
    removal.restored_on = start
    removal.save(update_fields=["restored_on"])
    step = note(
        removal=removal,
        act=RestorationAct.CORRECT,
        written=kept,
        left=left,
        reason=reason,
        actor=actor,
        at=at,
    )
    audit.record(
        "removal.correct_restoration", removal, actor=actor, at=at, left=left, written=kept
    )
    tell_of(RestorationCorrected(removal, step), removal, actor=actor, at=at)
    return removal


@transaction.atomic
def take_back_restoration(
    *, removal: Removal, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> Removal:
    """There was no restoration: the removal stands as before, and the person is told at once.

    Refused where the register has changed since, while somebody who is restored has an open
    dispute or exception about the cycle or was excused, where they were removed after it again, and
    as `correct_restoration` if something else was `seen`.
    """
    removal, last = _held(removal, seen, actor=actor, at=at)
    step = "take_back_restoration"
    require(workflow.removal.refusal(removal, step, actor=actor, at=at))
    rows = _as_recorded(removal, last, reason)
    require(reads.held_by(removal))
    for row in rows:
        if row.end is not None:
            words = {"period": str(row), "day": date_format(row.end, "j F Y")}
            raise Refused(
                Refusal(_("“%(period)s” ended on %(day)s since: it cannot be undone.") % words)
            )
    left = [register_services.take_off_record(entry=row, actor=actor, at=at) for row in rows]
    back = workflow.removal.move(
        removal,
        step,
        actor=actor,
        at=at,
        reason=reason.strip(),
        restored_on=None,
        restored_because="",
    )
    done = note(
        removal=back,
        act=RestorationAct.TAKE_BACK,
        written=(),
        left=left,
        reason=reason,
        actor=actor,
        at=at,
    )
    tell_of(RestorationTakenBack(back, done), back, actor=actor, at=at)
    return back


def preview_restoration(
    *, removal: Removal, actor: Actor, at: datetime, **said: Any
) -> reads.Effect:
    """What `correct_restoration` (with a `start`) or `take_back_restoration` would do, by doing it
    and taking all of it back. Refused as they are."""
    act = correct_restoration if "start" in said else take_back_restoration
    effect = reads.Effect(removal, until=london_date(at))
    with transaction.atomic():
        effect.look_again(act(removal=removal, actor=actor, at=at, **said))
        transaction.set_rollback(True)
    return effect


def _held(
    removal: Removal, seen: int | None, *, actor: Actor, at: datetime
) -> tuple[Removal, RestorationStep]:
    register_services.hold_people(people=[removal.registrant_id], actor=actor, at=at)
    removal = lock(removal)
    last = reads.last_step(removal)
    if last and seen is not None and seen != last.pk:
        raise Refused(Refusal(_("The restoration was put right meanwhile. Look at it again.")))
    if last is None or not last.written:
        raise Refused(Refusal(_("No restoration is recorded that could be put right.")))
    return removal, last


def _as_recorded(
    removal: Removal, last: RestorationStep, reason: str
) -> list[RegisterEntry | SpecialtyEntry]:
    if not reason.strip():
        raise Refused(Refusal(_("Give the reason: the registrant reads it.")))
    rows = putting_right.as_recorded(removal.registrant_id, last.written)
    if rows is None:
        raise Refused(
            Refusal(
                _(
                    "The register has changed since: what the restoration wrote says something "
                    "else by now. Put it right where it was changed, with an import."
                )
            )
        )
    return rows


def _number(removal: Removal, last: RestorationStep, number: str) -> str:
    wanted = register_rules.normalise_number(number) if number.strip() else last.number
    if wanted is None:
        raise Refused(Refusal(_("“%(number)s” is no registration number.") % {"number": number}))
    if register_queries.number_is_of(wanted) - {removal.registrant_id}:
        raise Refused(Refusal(_("Somebody else has the number %(number)s.") % {"number": wanted}))
    return wanted


def _move(
    row: RegisterEntry | SpecialtyEntry, start: date, number: str, *, actor: Actor, at: datetime
) -> None:
    if row.end is not None and start > row.end:
        words = {"period": str(row), "day": date_format(row.end, "j F Y")}
        raise Refused(Refusal(_("“%(period)s” ended on %(day)s: choose a day before.") % words))
    if isinstance(row, SpecialtyEntry):
        if putting_right.holds_another(row, start):
            raise Refused(Refusal(_("This person has the specialty on such a day already.")))
        register_services.move_specialty(held=row, start=start, actor=actor, at=at)
        return
    if putting_right.meets_another(row, start):
        raise Refused(Refusal(_("This person is on the register on such a day already.")))
    register_services.move_entry(entry=row, start=start, number=number, actor=actor, at=at)
