"""Who hears of what staff did about somebody."""

from django.utils.translation import gettext as _

from registrants import queries as register_queries


def is_told(registrant_id: int) -> bool:
    """Does a message reach them: have they an account that is in use?"""
    return bool(register_queries.recipients([registrant_id]))


def told_words(registrant_id: int) -> str:
    """That the person is told, by mail or by letter."""
    if is_told(registrant_id):
        return _("The registrant is told.")
    return _("The registrant has no account: a letter for the post is written.")
