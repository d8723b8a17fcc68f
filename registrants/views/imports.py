"""Imports of the register: the list of them, a new one, its differences, taking it over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.reading.files import MOST_BYTES
from cet_portal.core.spreadsheets import csv_lines
from cet_portal.core.upload_limit import allows
from cet_portal.scheme.enums import Specialty
from registrants import permissions, queries, services, workflow
from registrants.enums import Difference, ImportStatus, Register
from registrants.forms.importing import ImportForm
from registrants.models import ImportRow, RegisterImport
from registrants.rules.importing import columns

WORKING = (ImportStatus.READING, ImportStatus.COMMITTING)
SORTS = {"sent": "made_at", "day": "of_day"}
IMPORT_COLUMNS = (
    (gettext_lazy("Sent"), "made_at"),
    (gettext_lazy("By"), "made_by.name"),
    (gettext_lazy("File"), "file.name"),
    (gettext_lazy("Holds"), "get_kind_display"),
    (gettext_lazy("Of"), "of_day"),
    (gettext_lazy("Rows"), "rows"),
    (gettext_lazy("Status"), "get_status_display"),
)


@require_safe
@access(Permission.REGISTER_KEEP)
def register_imports(request):
    """What was sent, and what became of it."""
    imports = queries.imports_visible_to(request.actor)
    if exports.wanted(request):
        return exports.csv_response(_("imports"), IMPORT_COLUMNS, imports)
    page = page_of(request, imports, sorts=SORTS)
    return render(request, "registrants/register_imports.html", {"page": page})


@access(Permission.REGISTER_KEEP)
@allows(MOST_BYTES)
def register_import_new(request):
    """Send a file; a small one is read at once."""
    form = bind_form(request, ImportForm)
    if form.is_valid():
        at = clock.now()
        sent = services.receive_register(**form.cleaned_data, actor=request.actor, at=at)
        read = services.read_import_now_or_later(register_import=sent, at=at)
        if read.status != ImportStatus.UNREADABLE:
            return redirect("registrants:register_import", read.pk)
        form.add_error("file", read.problem)
    return render(request, "registrants/register_import_new.html", {"form": form})


@require_safe
@access(Permission.REGISTER_KEEP)
def register_import_example(request):
    """A file with every column, to begin with."""
    lines = csv_lines(columns.HEADINGS.values(), EXAMPLE)
    return HttpResponse(
        "".join(lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="register-example.csv"'},
    )


_NOTHING = [""] * 2 * len(columns.SPECIALTIES)
EXAMPLE = (
    ["01-20001", "", "Ada", "Marsh", "1980-05-17", "optometrist", "2004-08-01", "", *_NOTHING],
    ["D-12345", "D-10222", "Sean", "O'Neil", "1975-02-03", "dispensing optician", "2019-03-01"]
    + ["", "2019-03-01", *_NOTHING[1:]],
    ["D-10222", "", "Sean", "O'Neil", "1975-02-03", "dispensing optician", "1999-09-01"]
    + ["2016-12-31", *_NOTHING],
    ["SO-31001", "", "Li", "Chen", "2004-11-30", "student optometrist", "2024-10-01", ""]
    + _NOTHING,
)


@require_safe
@access(Permission.REGISTER_KEEP)
def register_import(request, import_id):
    """How far it is; then its differences, and what can be done with it."""
    found = _find(request, import_id)
    if found.status in WORKING:
        return render(request, "registrants/register_import_progress.html", {"found": found})
    difference = request.GET.get("difference", "")
    difference = difference if difference in Difference.values else ""
    rows = queries.rows_of_import(found, difference)
    if exports.wanted(request):
        return exports.csv_response(f"register-{found.pk}", ROW_COLUMNS, rows)
    at, actor = clock.now(), request.actor
    flow = workflow.register_import
    context = {
        "found": found,
        "open": flow.open_to(found, actor=actor, at=at),
        "refusal": permissions.may_take_over(actor, found, at=at),
        "not_you": permissions.may_confirm_import(actor, found, at=at),
        "figures": _figures(found),
        "difference": difference,
        "page": page_of(request, rows, size=50),
        "ends": f"{found.share_ended / 10:g}",
    }
    for row in context["page"]:
        row.tags = [(value, Difference(value).label) for value in row.differences]
        row.said = _changes(row)
        row.name = _name(row)
    return render(request, "registrants/register_import.html", context)


@require_POST
@access(Permission.REGISTER_KEEP)
def register_import_commit(request, import_id):
    """Take over what the preview shows."""
    done = services.take_over(
        register_import=_find(request, import_id), actor=request.actor, at=clock.now()
    )
    return _told(request, done)


@require_POST
@access(Permission.REGISTER_KEEP)
def register_import_confirm(request, import_id):
    """The second person takes over what the preview shows."""
    done = services.confirm_import(
        register_import=_find(request, import_id), actor=request.actor, at=clock.now()
    )
    return _told(request, done)


@require_POST
@access(Permission.REGISTER_KEEP)
def register_import_ask(request, import_id):
    """Ask the other members of staff to look at it."""
    found = _find(request, import_id)
    services.ask_second(register_import=found, actor=request.actor, at=clock.now())
    messages.success(request, _("The other members of staff are asked to look at it."))
    return redirect("registrants:register_import", import_id)


@require_POST
@access(Permission.REGISTER_KEEP)
def register_import_discard(request, import_id):
    """Put it aside."""
    found = _find(request, import_id)
    services.discard_import(register_import=found, actor=request.actor, at=clock.now())
    messages.info(request, _("The import is discarded. Nothing of it was taken over."))
    return redirect("registrants:register_imports")


def _find(request, import_id: int) -> RegisterImport:
    return get_object_or_404(queries.imports_visible_to(request.actor), pk=import_id)


def _told(request, done: RegisterImport):
    if done.status == ImportStatus.COMMITTED:
        messages.success(request, _("The import is taken over."))
    elif done.status == ImportStatus.PREVIEWED:
        messages.warning(
            request,
            _(
                "Nothing was taken over: the register has changed since you looked. Below is what "
                "the file would change today."
            ),
        )
    return redirect("registrants:register_import", done.pk)


def _figures(found: RegisterImport) -> list[dict]:
    figures = [
        {
            "number": found.counts[difference.value],
            "label": difference.label,
            "url": f"?difference={difference.value}",
            "warning": difference == Difference.SENSELESS,
        }
        for difference in Difference
        if found.counts.get(difference.value)
    ]
    return [*figures, {"number": found.counts.get("UNCHANGED", 0), "label": _("unchanged")}]


def _name(row: ImportRow) -> str:
    """ "Marsh, Ada", as the file has it, or the register if it is not in the file."""
    return ", ".join(
        row.values[name] for name in (columns.SURNAME, columns.FORENAMES) if row.values.get(name)
    )


def _changes(row: ImportRow) -> list[str]:
    """ "Surname: Marsh → Bell". Of dates of birth only that they change."""
    said = []
    for name, (before, after) in row.changes.items():
        label = str(columns.LABELS.get(name, name)).capitalize()
        if name == columns.BORN:
            said.append(_("Date of birth corrected"))
        elif name == "early":
            words = {"specialty": str(Specialty(after).label).capitalize()}
            said.append(
                _(
                    "%(specialty)s began before the entry on the register. It is kept with its "
                    "day, and counts from the first day of the entry."
                )
                % words
            )
        elif name == columns.REGISTER:
            was, now = (str(Register(each).label) if each else "" for each in (before, after))
            said.append(f"{label}: {was} → {now}" if was else f"{label}: {now}")
        elif before:
            said.append(f"{label}: {before} → {after or _('open')}")
        else:
            said.append(f"{label}: {after}")
    return said


ROW_COLUMNS = (
    (gettext_lazy("Line"), lambda row: row.line or _("not in the file")),
    (gettext_lazy("Number"), "number"),
    (gettext_lazy("Name"), _name),
    (
        gettext_lazy("Difference"),
        lambda row: ", ".join(str(Difference(value).label) for value in row.differences),
    ),
    (gettext_lazy("What changes"), lambda row: "; ".join(_changes(row))),
    (gettext_lazy("Why it makes no sense"), "reason"),
)
