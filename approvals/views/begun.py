"""An appeal that was begun: kept until it is sent, filled in again, two editors told."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from approvals import services
from approvals.forms import AppealForm
from approvals.models import AppealDraft, CetApplication
from cet_portal.core import clock
from cet_portal.core.forms import bind_again
from cet_portal.core.models import StoredFile
from cet_portal.core.templatetags.mycet import london_weekday_date


def typed(draft: AppealDraft | None) -> dict[str, Any]:
    """What the form opens with."""
    return {"grounds": draft.grounds, "version": draft.version} if draft else {"version": 0}


def files(draft: AppealDraft) -> list[StoredFile]:
    """The files kept with it, in the order sent."""
    return list(draft.files.order_by("pk"))


def has_something(form: AppealForm, kept: Sequence[StoredFile]) -> bool:
    """Is there anything to keep? If not, the form says so."""
    if form.cleaned_data["grounds"].strip() or kept:
        return True
    form.add_error("grounds", _("Write your grounds or add a file before you save."))
    return False


def save(request, application: CetApplication, form: AppealForm, kept: Sequence[StoredFile]):
    """Keep it, and back to the application. Raises `AppealEditedMeanwhile`."""
    services.save_appeal_draft(
        application=application,
        version=form.saved_version(),
        grounds=form.cleaned_data["grounds"],
        files=kept,
        actor=request.actor,
        at=clock.now(),
    )
    words = _("Your appeal is saved and not sent yet. Send it by 11:59pm on %(day)s.")
    messages.success(request, words % {"day": london_weekday_date(application.due_on)})
    return redirect("approvals:application", application.c_number)


def second_editor(
    request, form: AppealForm, kept: Sequence[StoredFile], current: AppealDraft
) -> dict[str, Any]:
    """The form again with what was typed, the new version and the files of both; what differs.

    Saving or sending it again is then a deliberate act.
    """
    saved = files(current)
    differences = [
        {
            "label": form.fields["grounds"].label,
            "saved": current.grounds,
            "typed": form.cleaned_data["grounds"],
        },
        {"label": _("Files"), "saved": _names(saved), "typed": _names(kept)},
    ]
    return {
        "form": bind_again(request, AppealForm, version=current.version),
        "kept": list({file.pk: file for file in (*saved, *kept)}.values()),
        "current": current,
        "differences": [each for each in differences if each["saved"] != each["typed"]],
    }


def _names(of: Sequence[StoredFile]) -> str:
    return "\n".join(file.name for file in of)
