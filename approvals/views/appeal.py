"""The provider appeals against a rejection: write, come back later, check, send."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from approvals import services, workflow
from approvals.forms import AppealForm
from approvals.models import CetApplication
from approvals.queries import past
from approvals.views import begun, closed, pages
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, holidays
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.models import StoredFile
from cet_portal.core.permissions import Refused
from cet_portal.core.workdays import Deadline
from cet_portal.scheme import limits

KEPT = "kept_files"
ADD, SAVE, CHANGE, CHECK, SEND, REMOVE = "add", "save", "change", "check", "send", "remove:"


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_SUBMIT)
def appeal(request, c_number: str):
    """Grounds and files; then what will happen, and the button. What was typed is never lost.

    Which button was pressed: `press` is add, remove:<key of a file>, save, check, change or send.
    Files are kept as soon as they have arrived; the page carries their keys, signed.
    """
    found = pages.find(request.actor, c_number)
    press = request.POST.get("press", CHECK)
    draft = past.appeal_draft(request.actor, found)
    form = bind_form(
        request, AppealForm, is_complete=press in (CHECK, SEND), initial=begun.typed(draft)
    )
    kept = begun.files(draft) if draft and not form.is_bound else _kept(request, found, form)
    context: dict[str, Any] = {}
    refusal = workflow.application.refusal(found, "appeal", actor=request.actor, at=clock.now())
    if refusal:
        return _too_late(request, found, form, kept, str(refusal))
    if request.method == "POST":
        kept = [file for file in kept if press != f"{REMOVE}{file.pk}"]
        try:
            form.full_clean()
            if not _is_full(form, kept):
                kept += _arrived(request, found, form)
            if press == SAVE and not form.errors and begun.has_something(form, kept):
                return begun.save(request, found, form, kept)
            if press == SEND and not form.errors:
                return _send(request, found, form, kept)
            if press == CHECK and not form.errors:
                return render(request, "approvals/appeal_check.html", _check(found, form, kept))
        except services.AppealEditedMeanwhile as meanwhile:
            context = begun.second_editor(request, form, kept, meanwhile.current)
            form, kept = context["form"], context["kept"]
        except Refused as refused:  # while this was on its way
            found = pages.find(request.actor, c_number)
            return _too_late(request, found, form, kept, str(refused.refusal))
    context |= {
        "application": found,
        "draft": draft,
        "form": form,
        "kept": kept,
        "kept_keys": _signed(found, kept),
        "most": services.MOST_APPEAL_FILES,
    }
    return render(request, "approvals/appeal.html", context)


def _too_late(request, application: CetApplication, form, kept: list[StoredFile], sentence: str):
    """What was typed, to copy it; back to the application if nothing was, or it has arrived."""
    grounds = form.data.get("grounds", "").strip()
    if not grounds or _is_sent(application, grounds):
        messages.info(request, sentence)
        return redirect("approvals:application", application.c_number)
    typed = [{"label": form.fields["grounds"].label, "text": grounds}]
    if kept:
        names = "\n".join(file.name for file in kept)
        typed.append({"label": _("Files that were not sent"), "text": names})
    heading = _("The appeal can not be sent")
    return closed.page(request, application, heading=heading, sentence=sentence, typed=typed)


def _arrived(request, application: CetApplication, form) -> list[StoredFile]:
    file = form.cleaned_data.get("file")
    if not file:
        return []
    stored = services.keep_appeal_file(
        application=application, file=file, actor=request.actor, at=clock.now()
    )
    return [stored]


def _is_full(form, kept: list[StoredFile]) -> bool:
    coming = 1 if form.cleaned_data.get("file") else 0
    full = len(kept) + coming > services.MOST_APPEAL_FILES
    if full:
        most = {"most": services.MOST_APPEAL_FILES}
        form.add_error(
            "file", _("An appeal has at most %(most)d files. Take one away first.") % most
        )
    return full


def _send(request, application: CetApplication, form, kept: list[StoredFile]):
    services.lodge_appeal(
        application=application,
        grounds=form.cleaned_data["grounds"],
        files=kept,
        version=form.saved_version(),
        actor=request.actor,
        at=clock.now(),
    )
    words = _("Your appeal against the rejection of %(number)s has been sent.")
    messages.success(request, words % {"number": application.c_number})
    return redirect("approvals:application", application.c_number)


def _is_sent(application: CetApplication, grounds: str) -> bool:
    appeal = past.appeal_of(application)
    return appeal is not None and appeal.grounds.split() == grounds.split()


def _check(application: CetApplication, form, kept: list[StoredFile]) -> dict:
    today = clock.today()
    deadline = Deadline.explain(
        today,
        limits.DECIDE_APPEAL_WORKING_DAYS,
        holidays.current(),
        rule=limits.RULE_DECIDE_APPEAL,
    )
    day = {"day": date_format(deadline.due_on, "l j F Y")}
    return {
        "application": application,
        "grounds": form.cleaned_data["grounds"],
        "version": form.saved_version(),
        "rows": [
            {"key": _("Why the rejection is wrong"), "value": form.cleaned_data["grounds"]},
            {"key": _("Files"), "value": "\n".join(file.name for file in kept)},
        ],
        "kept_keys": _signed(application, kept),
        "consequences": [
            _(
                "If you appeal today, an approver who had no part in the rejection decides by "
                "11:59pm on %(day)s (10 working days)."
            )
            % day,
            _("Until then the CET must not be promoted, scheduled or offered."),
            _("The approver who decides and GOC staff read what you wrote and your files."),
            _("Whoever rejected it reads that you appealed and how that ends, and nothing more."),
            _("The decision on the appeal is final. You can appeal once."),
        ],
    }


def _kept(request, application: CetApplication, form: AppealForm) -> list[StoredFile]:
    """The files that the page carries; none if it was tampered with."""
    try:
        keys = signing.loads(form.data.get(KEPT, ""), salt=_salt(application))
    except signing.BadSignature:
        return []
    return list(past.kept_files(request.actor, application, keys))


def _signed(application: CetApplication, kept: list[StoredFile]) -> str:
    return signing.dumps([file.pk for file in kept], salt=_salt(application))


def _salt(application: CetApplication) -> str:
    return f"mycet.appeal.{application.c_number}"
