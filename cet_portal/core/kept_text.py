"""Typed text is not lost when a session ends while a form is open.

A form carries, signed, who typed it (`{% form_guard %}`). When it arrives and nobody is signed
in any more, `keep` puts it into the new session; after signing in again `bind_form` gives it
back with `take`, to that person only.
"""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.contrib import messages
from django.core import signing
from django.http import QueryDict
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

from cet_portal.core.came_from import own_page
from cet_portal.core.card_numbers import without_card_numbers

KEY = "kept_form"
FIELD = "typed_by"
SALT = "mycet.typed_by"
MOST_BYTES = 200_000
# Secrets do not belong into a session row.
NEVER = frozenset({"csrfmiddlewaretoken", FIELD, "code"})
# Said about payments: without the numbers of cards (decisions.md 9).
ABOUT_PAYMENTS = frozenset({"reference", "reason"})


def sign(user_id: int, acting: str = "") -> str:
    """The value of the hidden field `typed_by`: who opened the form, acting as whom."""
    return signing.dumps([user_id, acting], salt=SALT)


def typed_by(request) -> tuple[int, str] | None:
    """The user who opened the form that was posted, and as whom; None if it does not say."""
    try:
        user_id, acting = signing.loads(request.POST.get(FIELD, ""), salt=SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return user_id, acting


def address_of(request) -> str:
    """Where the form was: the page of ours that it came from, else the address it was sent to."""
    return own_page(request) or escape_leading_slashes(request.get_full_path())


def page_of(request) -> str:
    """The same without the query."""
    return urlsplit(address_of(request)).path


def keep(request) -> bool:
    """Keep what was posted in the session. False when there is nothing to keep or too much.

    That it was too much is said on the next page. Only a form that says, signed by us, who
    typed it is kept; of files only in which fields they were chosen.
    """
    typed = typed_by(request)
    if typed is None:
        return False
    data = {
        name: [without_card_numbers(each) for each in values] if name in ABOUT_PAYMENTS else values
        for name, values in request.POST.lists()
        if name not in NEVER and "password" not in name.lower()
    }
    files = list(request.FILES)
    words = [text for name, values in data.items() for text in (name, *values)] + files
    size = sum(len(text.encode()) for text in words)
    if not data:
        return False
    if size > MOST_BYTES:
        sentence = _(
            "What you typed was too long to be kept (more than 200 kB). Type it again in shorter "
            "parts."
        )
        messages.warning(request, sentence, fail_silently=True)
        return False
    request.session[KEY] = {
        "path": page_of(request),
        "typed_by": typed[0],
        "data": data,
        "files": files,
    }
    return True


def forget_what_others_typed(request, user_id: int) -> None:
    """`user_id` has signed in: what another person typed in this browser is thrown away."""
    kept = request.session.get(KEY)
    if kept and kept["typed_by"] != user_id:
        del request.session[KEY]


class Kept(NamedTuple):
    """What was typed, and the fields for which a file was chosen, which is gone."""

    data: QueryDict
    files: list[str]


def take(request) -> Kept | None:
    """What the person now signed in had typed on this page, once; None if there is none.

    Text that somebody else typed is thrown away, not shown.
    """
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path or not request.user.is_authenticated:
        return None
    del request.session[KEY]
    if kept["typed_by"] != request.user.pk:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept["data"].items():
        data.setlist(name, values)
    return Kept(data, kept.get("files", []))
