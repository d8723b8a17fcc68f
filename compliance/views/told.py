"""Who hears of what staff did about somebody."""

from django.utils.translation import gettext as _

from registrants import queries as register_queries


def is_told(registrant_id: int) -> bool:
    """Does a message reach them: have they an account that is in use?"""
    return bool(register_queries.recipients([registrant_id]))


def told_words(registrant_id: int, *, filed: bool = False, letter: bool = False) -> str:
    """That the person is told, or who has to write to them. `filed`: staff filed it for them, and
    are told in their stead; `letter`: the portal has written one."""
    if is_told(registrant_id):
        return _("The registrant is told.")
    if filed:
        return _("They have no account: whoever filed it for them is told, and writes to them.")
    if letter:
        return _("The registrant has no account: a letter for the post is written.")
    return _("The registrant has no account: write to them.")
