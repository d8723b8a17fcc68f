"""How a removal stands today, in one sentence, and what the portal took it back for."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.models import StatusChange
from compliance.enums import RemovalStatus, Stake
from compliance.models import CycleDispute, ExceptionRequest, Removal

Case = ExceptionRequest | CycleDispute
TAKE_BACK = "take_back"


def state_words(removal: Removal, *, today: date, because: str = "") -> str:
    """One sentence: to come, in force, over or taken back. `because`: of what the portal took it
    back."""
    back, off = removal.restored_on, removal.of_day
    words = {
        "day": _said(off),
        "back": _said(back) if back else "",
        "names": ", ".join(removal.specialty_names),
        "because": because,
    }
    if removal.status == RemovalStatus.RESTORED and not removal.restored_because:
        return _taken_back(because) % words
    if back is None:
        if removal.stake == Stake.NAME:
            return _("The name is off the register from %(day)s on.") % words
        return (
            _("This specialty is off the register from %(day)s on, and the name stays: %(names)s.")
            % words
        )
    if back == off:
        return _("Restored from %(back)s on: it is as if there had been no removal.") % words
    return _restored(removal, is_back=back <= max(today, off)) % words


def _taken_back(because: str) -> str:
    if because:
        return _(
            "The removal from %(day)s on was taken back before it was in force, as if it had never "
            "been recorded: %(because)s."
        )
    return _(
        "The removal from %(day)s on was taken back before it was in force, as if it had never "
        "been recorded."
    )


def _restored(removal: Removal, *, is_back: bool) -> str:
    if removal.stake == Stake.NAME:
        if is_back:
            return _("The name was off the register from %(day)s on, and is back since %(back)s.")
        return _("The name is off the register from %(day)s on, and comes back on %(back)s.")
    if is_back:
        return _("Off the register from %(day)s on, and back since %(back)s: %(names)s.")
    return _("Off the register from %(day)s on, and coming back on %(back)s: %(names)s.")


def _said(day: date) -> str:
    return date_format(day, "l j F Y")


def case_of(removal: Removal) -> Case | None:
    """The exception or dispute for which the portal took a removal back by itself."""
    change = _steps().filter(case_id=removal.pk).order_by("-pk").first()
    if change is None or removal.restored_because:
        return None
    own = {"registrant": removal.registrant_id, "cycle": removal.cycle}
    cases = [*ExceptionRequest.objects.filter(**own), *CycleDispute.objects.filter(**own)]
    return next((each for each in cases if each.reference == change.reason), None)


def because_of(case: Case, removal: Removal) -> str:
    """Why it was taken back: "an exception was asked for"."""
    change = _steps().filter(case_id=removal.pk).order_by("-pk").first()
    is_decided = bool(change and case.decided_at and change.at >= case.decided_at)
    if isinstance(case, ExceptionRequest):
        return _("an exception was granted") if is_decided else _("an exception was asked for")
    return _("a dispute was upheld") if is_decided else _("the record was disputed")


def may_open(actor: Actor, case: Case) -> bool:
    """Does the actor read this exception or dispute?"""
    return type(case).objects.visible_to(actor).filter(pk=case.pk).exists()


def taken_back_for(case: Case) -> Removal | None:
    """The removal that the portal took back when this was asked or decided; None if none was."""
    own = {"registrant": case.registrant_id, "cycle": case.cycle}
    rows = Removal.objects.filter(**own, status=RemovalStatus.RESTORED, restored_because="")
    steps = _steps().filter(case_id__in=rows.values("pk"), reason=case.reference)
    return rows.filter(pk__in=steps.values("case_id")).order_by("-pk").first()


def _steps():
    return StatusChange.objects.filter(case_type=Removal._meta.label, step=TAKE_BACK)
