"""Files of an appeal, as download only."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from approvals.queries import past
from approvals.views import pages
from cet_portal.accounts.roles import Permission
from cet_portal.core import uploads
from cet_portal.core.access import access


@require_safe
@access(Permission.APPLICATION_READ)
def appeal_file(request, c_number: str, file_id: int):
    """A file that supports the appeal, for its provider, whoever decides it, and GOC staff."""
    found = pages.find(request.actor, c_number)
    chosen = get_object_or_404(past.appeal_files_visible_to(request.actor, found), pk=file_id)
    return uploads.download(chosen.file)
