"""The history of a restoration, and what stands against taking it back."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core.permissions import Refusal
from compliance.enums import RemovalStatus
from compliance.models import CycleDispute, Removal, RestorationStep
from compliance.queries.exceptions import asked_of


def steps_of(removal: Removal):
    """Everything that was recorded about its restoration, the newest first."""
    return removal.restorations.order_by("-pk")


def last_step(removal: Removal) -> RestorationStep | None:
    """The restoration as it stands recorded."""
    return steps_of(removal).first()


def step_words(step: RestorationStep) -> str:
    """What was recorded then, in a sentence, and why."""
    said = []
    if step.start:
        said.append(_("From %(day)s.") % {"day": date_format(step.start, "j F Y")})
    if step.number:
        said.append(_("Number %(number)s.") % {"number": step.number})
    if step.specialties:
        said.append(_("Specialties: %(names)s.") % {"names": ", ".join(step.specialty_names)})
    return " ".join([*said, step.reason])


def held_by(removal: Removal) -> Refusal | None:
    """Why a removal cannot stand again now: as nobody is removed then either."""
    cycle, person = removal.cycle, removal.registrant_id
    asked = asked_of(person, cycle)
    if asked.open:
        return Refusal(_("They ask for an exception, which has to be decided first."))
    if asked.is_excused:
        return Refusal(_("Their exception is granted: they are not removed because of this cycle."))
    if CycleDispute.objects.open().filter(registrant=person, cycle=cycle).exists():
        return Refusal(_("They dispute the record, which has to be determined first."))
    again = Removal.objects.filter(
        registrant=person, status=RemovalStatus.REMOVED, pk__gt=removal.pk
    ).first()
    if again:
        words = {"number": again.reference}
        return Refusal(_("They were removed again since: %(number)s.") % words)
    return None
