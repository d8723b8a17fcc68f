"""What pages say about a declaration: its answers, its versions, its files."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions_events import queries
from sessions_events.models import Declaration, Event, EvidenceFile
from sessions_events.queries import declaring as declared
from sessions_events.rules.versions import differences

LABELS = {
    "as_approved": gettext_lazy("Delivered as approved"),
    "what_differed": gettext_lazy("What differed"),
    "how_it_went": gettext_lazy("How it went"),
    "attendance_check": gettext_lazy("How attendance was checked"),
    "objectives_evidence": gettext_lazy("How objectives were shown to be met"),
    "discussion_summary": gettext_lazy("Summary of the discussion"),
    "certificates_issued": gettext_lazy("Certificates given"),
    "attendees": gettext_lazy("Attended"),
    "completers": gettext_lazy("Completed"),
}


def certificates_fall(event: Event) -> list[str]:
    """What becomes of the certificates if nobody gets points from the event."""
    standing = queries.certificates_of(event).count()
    if not standing:
        return []
    sentence = ngettext(
        "%(n)s certificate is withdrawn, and its holder told.",
        "%(n)s certificates are withdrawn, and their holders told.",
        standing,
    )
    return [sentence % {"n": standing}]


def odd_certificates(answers: dict[str, Any]) -> list[str]:
    """A remark where certificates were given, and nobody completed it."""
    if answers["completers"] or not answers["certificates_issued"]:
        return []
    return [
        _(
            "You say that certificates were given, and that nobody completed the CET. Change the "
            "answer that is not right."
        )
    ]


def say(value: Any) -> str:
    """An answer in words."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)


def changes(before: Any, after: Any) -> list[dict[str, str]]:
    """What is said differently: {label, before, after} each."""
    return [
        {"label": LABELS[name], "before": say(old), "after": say(new)}
        for name, old, new in differences(before, after)
    ]


def versions(event: Event) -> list[dict[str, Any]]:
    """Every version with what it changed and the files it brought, the newest first."""
    files: dict[int, list[EvidenceFile]] = {}
    for each in declared.evidence_of(event):
        files.setdefault(each.added_in or 1, []).append(each)
    found: list[dict[str, Any]] = []
    earlier: Declaration | None = None
    for declaration in declared.versions_of(event):
        found.append(
            {
                "declaration": declaration,
                "changes": changes(vars(earlier), vars(declaration)) if earlier else [],
                "files": files.get(declaration.number, []),
            }
        )
        earlier = declaration
    return found[::-1]
