"""Reads for imports of the register."""

from datetime import date, datetime

from django.db.models import QuerySet

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.models import StatusChange
from registrants.enums import ImportStatus
from registrants.models import ImportRow, RegisterImport

WORKING = (ImportStatus.READING, ImportStatus.COMMITTING)


def imports_visible_to(actor: Actor) -> QuerySet[RegisterImport]:
    """All imports for those who keep the register, the newest first; nobody else sees any."""
    found = RegisterImport.objects.select_related("file", "made_by", "asked_by", "confirmed_by")
    if not actor.may(Permission.REGISTER_KEEP):
        return found.none()
    return found.order_by("-made_at", "-pk")


def import_with_key(key: int) -> RegisterImport | None:
    """One import, for the worker."""
    return RegisterImport.objects.filter(pk=key).first()


def rows_of_import(register_import: RegisterImport, difference: str = "") -> QuerySet[ImportRow]:
    """What it changes, in the order of the file; then what is not in the file."""
    rows = register_import.changed.order_by("pk")
    return rows.filter(differences__contains=[difference]) if difference else rows


def imports_at_work(before: datetime) -> QuerySet[RegisterImport]:
    """Imports that were being read or taken over already a while ago."""
    return RegisterImport.objects.filter(status__in=WORKING, made_at__lt=before).order_by("pk")


def last_committed(besides: RegisterImport | None = None) -> date | None:
    """The latest day whose register was taken over."""
    done = RegisterImport.objects.filter(status=ImportStatus.COMMITTED)
    if besides:
        done = done.exclude(pk=besides.pk)
    return done.order_by("-of_day").values_list("of_day", flat=True).first()


def taken_over_by(register_import: RegisterImport) -> StatusChange | None:
    """Who pressed the button that takes it over."""
    return (
        StatusChange.objects.filter(
            case_type=RegisterImport._meta.label,
            case_id=register_import.pk,
            to_status=ImportStatus.COMMITTING,
        )
        .order_by("pk")
        .last()
    )
