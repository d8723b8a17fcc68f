"""The decision: a form for each audience, a check page that says what will happen, the act."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from approvals import queries, rules, services, workflow
from approvals.enums import ApplicationStatus, Stage, Verdict
from approvals.forms import OpenedDecideForm
from approvals.models import CetApplication
from approvals.queries.outcomes import against_deciding, unusual_points
from approvals.views import pages
from approvals.views.gone import lead_to_queue
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, holidays
from cet_portal.core.access import access
from cet_portal.core.clock import london_date
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from cet_portal.core.templatetags.mycet import london_weekday_date
from cet_portal.core.workdays import Deadline
from cet_portal.scheme import limits
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience, Specialty


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_DECIDE)
@lead_to_queue
def decide(request, c_number: str):
    """First POST: what will happen. Second, with `confirm`: the act. `change` leads back.

    The form carries the round and the judgements it was opened on: nothing is decided on what
    the approver has not read.
    """
    found = pages.find(request.actor, c_number)
    stage = queries.stage_of(found)
    judged = queries.judged_by(found, request.actor.user_id, stage)
    form = _form(request, found, judged)
    refusal = _refusal(request, found)
    if refusal and not (form.is_bound and not _is_decided(found)):
        messages.info(request, str(refusal))
        return redirect("approvals:review", c_number)
    errors = [str(refusal)] if refusal else []
    if request.method == "POST" and not errors and form.is_valid():
        form.refuse(against_deciding(found, form.outcomes(), judged))
        if form.is_valid() and "change" not in request.POST:
            overtaken = _overtaken(request, found, form)
            if not overtaken and "confirm" not in request.POST:
                return render(request, "approvals/decide_check.html", _check(found, form, judged))
            refused = overtaken or _act(request, found, form)
            if refused is None:
                return redirect("approvals:review", c_number)
            errors = [refused]
            found = pages.find(request.actor, c_number)  # gone, it is led to the queue
            refusal = _refusal(request, found)
            judged = queries.judged_by(found, request.actor.user_id, stage)
            form.open_again(found, _last_judged(request, found))
    context = {
        "is_closed": refusal is not None,
        "application": found,
        "form": form,
        "errors": errors,
        "is_appeal": stage == Stage.APPEAL,
        "failed": _failed(judged),
        "open_criteria": _open_criteria(found, judged),
    }
    return render(request, "approvals/decide.html", context)


def _form(request, application: CetApplication, judged: Sequence[rules.Judged]) -> OpenedDecideForm:
    not_met = [each.audience for each in judged if each.verdict == Verdict.NOT_MET]
    audiences = [
        audience
        for audience in scheme_queries.audiences()
        if audience.code in application.audiences
    ]
    failing = application.audiences if "" in not_met else not_met
    return bind_form(
        request,
        OpenedDecideForm,
        application=application,
        audiences=audiences,
        failing=failing,
        judged=_last_judged(request, application),
    )


def _last_judged(request, application: CetApplication) -> str:
    stage = queries.stage_of(application)
    return queries.last_judged(application, request.actor.user_id, stage)


def _overtaken(request, application: CetApplication, form: OpenedDecideForm) -> str | None:
    return rules.overtaken(
        **form.opened_on(),
        round_now=application.round,
        judged_now=_last_judged(request, application),
    )


def _refusal(request, application: CetApplication):
    appealed = application.status == ApplicationStatus.UNDER_APPEAL
    return workflow.application.refusal(
        application,
        "uphold" if appealed else "approve",
        actor=request.actor,
        at=clock.now(),
    )


def _is_decided(application: CetApplication) -> bool:
    return application.status in (ApplicationStatus.APPROVED, ApplicationStatus.REJECTED)


def _act(request, application: CetApplication, form: OpenedDecideForm) -> str | None:
    """Decide. Returns why not; pressed twice, the second is led on like the first."""
    try:
        decided = services.decide(
            application=application,
            outcomes=form.outcomes(),
            reasons=form.cleaned_data["reasons"].strip(),
            **form.opened_on(),
            actor=request.actor,
            at=clock.now(),
        )
    except Refused as refused:
        application.refresh_from_db()
        if not _is_decided(application):
            return str(refused.refusal)
        messages.info(request, str(refused.refusal))
        return None
    messages.success(
        request,
        _("%(number)s: %(status)s. The provider has been told.")
        % {"number": decided.c_number, "status": decided.get_status_display().lower()},
    )
    return None


def _failed(judged: Sequence[rules.Judged]) -> list[dict[str, str]]:
    names = {criterion.code: criterion.name for criterion in scheme_queries.criteria()}
    return [
        {
            "name": names.get(each.criterion, each.criterion),
            "audience": str(Audience(each.audience).label) if each.audience else "",
            "sentence": each.sentence,
        }
        for each in judged
        if each.verdict == Verdict.NOT_MET
    ]


def _open_criteria(application: CetApplication, judged: Sequence[rules.Judged]) -> list[str]:
    """The criteria that nobody judged yet."""
    done = {(each.criterion, each.audience) for each in judged if each.verdict}
    return [
        f"{criterion.name}: {Audience(audience).label}" if audience else criterion.name
        for criterion in scheme_queries.criteria()
        for audience in (application.audiences if criterion.per_audience else ("",))
        if (criterion.code, audience) not in done
    ]


def _check(application: CetApplication, form: OpenedDecideForm, judged) -> dict[str, Any]:
    outcomes = form.outcomes()
    approved = any(outcome.approved for outcome in outcomes)
    appeal = application.status == ApplicationStatus.UNDER_APPEAL
    reasons = form.cleaned_data["reasons"].strip()
    rows = [
        {"key": capfirst(str(Audience(outcome.audience).label)), "value": _in_words(outcome)}
        for outcome in outcomes
    ]
    if reasons:
        rows.append({"key": _("What you write to the provider"), "value": reasons})
    return {
        "application": application,
        "form": form,
        "rows": rows,
        "failed": _failed(judged),
        "approved": approved,
        "heading": _HEADINGS[appeal, approved]() % {"number": application.c_number},
        "button": _BUTTONS[appeal, approved](),
        "remarks": [
            {"audience": capfirst(str(Audience(audience).label)), "sentence": sentence}
            for audience, sentence in unusual_points(application, outcomes)
        ],
        "consequences": _consequences(application, outcomes, appeal=appeal),
    }


_HEADINGS = {
    (False, True): lambda: _("Approve %(number)s?"),
    (False, False): lambda: _("Reject %(number)s?"),
    (True, True): lambda: _("Uphold the appeal about %(number)s?"),
    (True, False): lambda: _("Dismiss the appeal about %(number)s?"),
}
_BUTTONS = {
    (False, True): lambda: _("Approve"),
    (False, False): lambda: _("Reject"),
    (True, True): lambda: _("Uphold the appeal"),
    (True, False): lambda: _("Dismiss the appeal"),
}


def _in_words(outcome: rules.AudienceOutcome) -> str:
    if not outcome.approved:
        return _("Rejected")
    points = ngettext("%(total)d point", "%(total)d points", outcome.total)
    lines = [
        _("Approved"),
        _("%(points)s, of which %(interactive)d interactive")
        % {"points": points % {"total": outcome.total}, "interactive": outcome.interactive},
        _("Units: %(units)s") % {"units": ", ".join(outcome.units)},
    ]
    if outcome.specialty:
        lines.append(
            _("Specialist points: %(which)s") % {"which": Specialty(outcome.specialty).label}
        )
    if outcome.peer_review:
        lines.append(_("Peer review"))
    return "\n".join(lines)


def _consequences(application: CetApplication, outcomes, *, appeal: bool) -> list[str]:
    """What will happen, to whom."""
    provider = {"provider": application.provider.name}
    approved = [outcome for outcome in outcomes if outcome.approved]
    found = [_("%(provider)s is told at once, by mail and in MyCET.") % provider]
    if approved:
        ends = scheme_queries.cycle_on(london_date(clock.now())).last_day
        found.append(
            _("The CET stands in the public directory and can be offered until %(day)s.")
            % {"day": london_weekday_date(ends)}
        )
        found.append(_("Points, audiences and units are fixed from then on."))
        if len(approved) < len(outcomes):
            found.append(_("Rejected audiences earn no points. The provider reads why."))
    else:
        found.append(_("The CET must not be offered. The provider reads what was not met and why."))
        found.append(_final() if appeal else _appeal_until())
    found.append(_("You cannot take the decision back."))
    return found


def _final() -> str:
    return _("That is final. The provider can apply anew.")


def _appeal_until() -> str:
    deadline = Deadline.explain(
        london_date(clock.now()),
        limits.LODGE_APPEAL_WORKING_DAYS,
        holidays.current(),
        rule=limits.RULE_LODGE_APPEAL,
    )
    return _("The provider can appeal until %(day)s. Another approver then decides.") % {
        "day": london_weekday_date(deadline.due_on)
    }
