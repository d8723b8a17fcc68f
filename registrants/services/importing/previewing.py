"""What an import would change, kept as it is shown."""

from collections import Counter

from cet_portal.core.copying import copy_rows
from registrants.models import ImportRow, RegisterImport
from registrants.rules.importing.known import Found, Plan

COLUMNS = (
    "register_import_id",
    "line",
    "number",
    "differences",
    "registrant_id",
    "values",
    "changes",
    "reason",
)


def keep_plan(register_import: RegisterImport, plan: Plan) -> dict:
    """Write what would change, instead of what was there; returns the fields of the import."""
    register_import.changed.all().delete()
    copy_rows(ImportRow._meta.db_table, COLUMNS, (_row(register_import, f) for f in plan.found))
    counts = Counter(difference for found in plan.found for difference in found.differences)
    return {
        "rows": plan.rows,
        "rows_done": plan.rows,
        "counts": {**counts, "UNCHANGED": plan.unchanged},
        "share_ended": min(plan.share, 1000),
        "problem": "",
    }


def is_as_shown(register_import: RegisterImport, plan: Plan) -> bool:
    """Would it change today what the preview showed?"""
    shown = register_import.changed.order_by("pk").values_list(*COLUMNS[1:])
    return [tuple(row) for row in shown] == [
        tuple(_row(register_import, found)[1:]) for found in plan.found
    ]


def _row(register_import: RegisterImport, found: Found) -> tuple:
    return (
        register_import.pk,
        found.line,
        found.number[:40],
        found.differences,
        found.person,
        found.values,
        found.changes,
        found.reason,
    )
