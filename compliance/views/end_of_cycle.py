"""The end of a cycle: its steps with their days, and the check page of the letters."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refusal, Refused
from compliance import permissions, queries
from compliance.enums import Addressed, DisputeStatus, EndStep, LetterKind, RemovalStatus, Settled
from compliance.forms.letters import ShownForm
from compliance.forms.runs import SHORT
from compliance.queries import addressees, run_lines
from compliance.queries import letters as reads
from compliance.queries.ending import StepNow
from compliance.queries.ending import end_of_cycle as steps_of
from compliance.queries.runs import run_numbered
from compliance.rules import Period, Requirement
from compliance.rules.letters import outcome_of
from compliance.rules.timetable import timetable
from compliance.services import letters as services
from compliance.views.cycle_asked import cycle_named

PAGE = 10
ONE_DAY = timedelta(days=1)
# So long an ended cycle is the one to look at: to the end of June, after disputes and removals.
STAYS = timedelta(days=181)
# Where the work of a step is done.
PAGES = {
    EndStep.ACCEPTANCE: (Permission.CYCLE_REPORT, "compliance:only_acceptance"),
    EndStep.RUN: (Permission.CYCLE_REPORT, "compliance:runs"),
    EndStep.DISPUTES: (Permission.CASE_SETTLE, "compliance:disputes"),
    EndStep.DOCUMENTS: (Permission.CASE_SETTLE, "compliance:disputes"),
    EndStep.DETERMINATIONS: (Permission.CASE_SETTLE, "compliance:disputes"),
    EndStep.LATE: (Permission.CASE_SETTLE, "compliance:late"),
    EndStep.EXCEPTIONS: (Permission.DISPUTE_DECIDE, "compliance:exceptions"),
    EndStep.MAKE_UP: (Permission.CASE_SETTLE, "compliance:removals"),
    EndStep.REMOVALS: (Permission.CASE_SETTLE, "compliance:removals"),
    EndStep.RESTORATIONS: (Permission.CASE_SETTLE, "compliance:removals_made"),
}
# Whose list shows the people of one run instead of a cycle.
OF_RUN = (EndStep.MAKE_UP, EndStep.REMOVALS)
# Part of the list that is meant.
PART = {
    EndStep.DOCUMENTS: {"status": DisputeStatus.DOCUMENTS.value},
    EndStep.DETERMINATIONS: {"status": "open"},
    EndStep.RESTORATIONS: {"status": RemovalStatus.RESTORED.value},
}
# Which people of the last run are the list of the step.
PEOPLE = {
    EndStep.MET: {"standing": Settled.MET.value},
    EndStep.SHORTFALL: {"standing": SHORT},
    EndStep.RETENTION: {"standing": Settled.MET.value},
}


@require_safe
@access(Permission.CYCLE_REPORT)
def cycle_end(request):
    """To the cycle that asks for something: the one that has ended, until its removals begin, else
    the present one."""
    today = clock.today()
    begun = queries.periods(today)
    present = queries.period_on(today, begun)
    if present is None:
        raise Http404
    ended = queries.period_on(present.first_day - ONE_DAY, begun)
    fits = ended and today <= ended.last_day + STAYS
    return redirect("compliance:end_of_cycle", (ended if fits and ended else present).name)


@require_safe
@access(Permission.CYCLE_REPORT)
def end_of_cycle(request, cycle):
    """Each step with its day, its sum and how it stands."""
    today = clock.today()
    begun = queries.periods(today)
    period = cycle_named(cycle)
    steps = steps_of(request.actor, period, today=today)
    return render(
        request,
        "compliance/end_of_cycle.html",
        {
            "period": period,
            "is_over": period.last_day < today,
            "steps": [{"now": step, "url": _url(request, period, step)} for step in steps],
            "cycles": [each.name for each in begun],
            "may_write": request.actor.may(Permission.LETTERS_WRITE),
        },
    )


def _url(request, period: Period, now: StepNow) -> str:
    """The list of the step: where its work is done, of this cycle alone, or people of a run."""
    step = now.milestone.step
    if now.milestone.year:
        return reverse("compliance:annual_list", args=[period.name, now.milestone.year])
    people = PEOPLE.get(step)
    if people:
        run = now.listed
        return reverse("compliance:run", args=[run.number], query=people) if run else ""
    permission, name = PAGES.get(step, (None, ""))
    if not permission or not request.actor.may(permission):
        return ""
    if step in OF_RUN:
        return reverse(name, query={"run": now.run.number} if now.run else {})
    return reverse(name, query={"cycle": period.name, **PART.get(step, {})})


@access(Permission.CYCLE_REPORT)
def write_letters(request, cycle, kind):
    """Before letters are written: to how many, how they go, the first of them; then do it, if it
    still is what was shown."""
    period, year = cycle_named(cycle), _year(request)
    if (kind, year) not in _written_by_staff(period):
        raise Http404
    kind = LetterKind(kind)
    run, errors = reads.last_run(period.name, kind, year), []
    refusal = permissions.may_write_letters(request.actor, run, kind, year, at=clock.now())
    if request.method == "POST" and refusal is None:
        try:
            made = _asked(request, period, kind, year)
        except Refused as refused:
            errors = [refused.refusal]
        else:
            messages.success(request, _("The letters are being written."))
            return redirect("compliance:letter_round", made.pk)
    context = {"period": period, "kind": kind, "year": year, "refusal": refusal, "errors": errors}
    if run and refusal is None:
        context |= _everybody(request, addressees.preview(run, kind, year, on=clock.today()))
    return render(request, "compliance/letters/check.html", context)


def _asked(request, period: Period, kind: LetterKind, year: int | None):
    """The letters that were shown, asked for; refused without a look, or with an old one."""
    form = ShownForm(request.POST)
    run = run_numbered(form.cleaned_data["run"]) if form.is_valid() else None
    if run is None or run.cycle != period.name:
        words = _("Nothing is written yet. Look at the letters, then have them written.")
        raise Refused(Refusal(words))
    shown = form.cleaned_data["total"]
    return services.ask_letters(
        run=run, kind=kind, year=year, shown=shown, actor=request.actor, at=clock.now()
    )


def _everybody(request, preview: addressees.Preview) -> dict:
    """Everybody in the run by whether they are written to, and the people of one such figure."""
    who = request.GET.get("who", "")
    who = Addressed(who if who in Addressed.values else Addressed.WRITE)
    keys = preview.people(who).values_list("pk", flat=True)
    page = page_of(request, keys, size=PAGE, known=preview.counts.get(who, 0))
    page.object_list = addressees.in_full(page.object_list)
    against = run_lines.against(page)
    for row in page:
        row.told = _told(row.result, preview.year)
        row.against = against.get(row.pk, [])
    return {"preview": preview, "figures": _figures(preview), "who": who, "page": page}


def _figures(preview: addressees.Preview) -> list[dict]:
    """How the letters go, and for each reason how many get none: together everybody."""
    year = {"year": preview.year} if preview.year else {}
    written = [
        {"number": preview.total, "label": _("letters to write"), "url": f"?{urlencode(year)}"},
        {"number": preview.by_account, "label": _("of them in the account, told by e-mail")},
        {"number": preview.by_post, "label": _("of them by post: no account")},
    ]
    others = {
        LetterKind.MET: _("have not met everything"),
        LetterKind.SHORTFALL: _("have met everything"),
        LetterKind.ANNUAL: _("reached the minimum of the year, or have none"),
    }
    reasons = {
        Addressed.TOLD: _("had the same letter before"),
        Addressed.EXCUSED: _("are excused by an exception"),
        Addressed.REMOVED: _("are removed already"),
        Addressed.MADE_UP: _("made it up by 15 March"),
        Addressed.GONE: _("are not on the register any more"),
        Addressed.DOUBLED: _("are one person with another number"),
        Addressed.LEFT: _("were not on the register on %(day)s")
        % {"day": date_format(preview.run.as_at, "j F Y")},
        Addressed.OTHERS: others[preview.kind],
        Addressed.APART: _("are listed apart, not judged"),
    }
    left_out = [
        {
            "number": preview.counts[reason],
            "label": _("get none: %(reason)s") % {"reason": words},
            "url": f"?{urlencode({**year, 'who': reason.value})}#people",
            "warning": reason == Addressed.APART,
        }
        for reason, words in reasons.items()
        if preview.counts.get(reason)
    ]
    return written + left_out


def _told(result, year: int | None) -> tuple[Requirement, ...]:
    """What the letter is about: the points of a year, or what the cycle is short of."""
    outcome = outcome_of(result)
    return outcome.of_year(year) if year else outcome.missing


def _year(request) -> int | None:
    year = request.GET.get("year", "")
    return int(year) if year.isdecimal() and len(year) == len("2026") else None


def _written_by_staff(period: Period) -> set[tuple[str, int | None]]:
    """The letters of the cycle's scheme version that staff have written, by kind and year."""
    kinds = {kind.value for kind in LetterKind} - {LetterKind.POSSIBLE_SHORTFALL.value}
    return {(each.step.value, each.year) for each in timetable(period) if each.step in kinds}
