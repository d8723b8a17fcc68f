"""Which reflection statements to write, in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compliance.rules.remedies import Remedies, ToWrite
from compliance.rules.result import Requirement


def accepted_reviews(number: int, enough: int, until: date) -> str:
    """ "You have accepted 3 peer reviews; write the reflection statement of one by ..."."""
    words = {"number": number, "enough": enough, "day": _day(until)}
    if enough >= number:
        return (
            ngettext(
                "You have accepted a peer review; write its reflection statement by %(day)s.",
                "You have accepted %(number)s peer reviews; write their reflection statements by "
                "%(day)s.",
                number,
            )
            % words
        )
    return (
        ngettext(
            "You have accepted %(number)s peer reviews; write the reflection statement of one by "
            "%(day)s.",
            "You have accepted %(number)s peer reviews; write the reflection statements of "
            "%(enough)s of them by %(day)s.",
            enough,
        )
        % words
    )


def in_words(to_write: ToWrite) -> str:
    """The same of several gaps together."""
    return accepted_reviews(len(to_write.references), to_write.enough, to_write.until)


def accept_and_write(requirement: Requirement, remedies: Remedies) -> str:
    """That both together close it."""
    assert remedies.until is not None  # there is something to write
    enough = remedies.enough(requirement)
    return ngettext(
        "Accept what waits for you and write the reflection statement of one peer review by "
        "%(day)s: that closes it.",
        "Accept what waits for you and write the reflection statements of %(number)s peer reviews "
        "by %(day)s: that closes it.",
        enough,
    ) % {"number": enough, "day": _day(remedies.until)}


def write_alone(requirement: Requirement, remedies: Remedies) -> str:
    """That writing closes it, for what was accepted already."""
    assert remedies.until is not None
    number = len(remedies.accepted_reviews)
    said = accepted_reviews(number, remedies.enough(requirement), remedies.until)
    return _("%(said)s That closes it.") % {"said": said}


def adds(remedies: Remedies) -> str:
    """What writing adds where it does not close the gap; empty where it adds nothing."""
    if not remedies.written_besides or remedies.until is None:
        return ""
    number = len(remedies.reviews)
    values = {
        "number": number,
        "adds": remedies.written_besides,
        "day": _day(remedies.until),
    }
    if remedies.accepting or len(remedies.accepted_reviews) == number:
        sentence = ngettext(
            "Writing the missing reflection statement by %(day)s adds %(adds)s.",
            "Writing the %(number)s missing reflection statements by %(day)s adds %(adds)s.",
            number,
        )
    else:
        sentence = ngettext(
            "Accepting what waits for you and writing the missing reflection statement by "
            "%(day)s adds %(adds)s.",
            "Accepting what waits for you and writing the %(number)s missing reflection "
            "statements by %(day)s adds %(adds)s.",
            number,
        )
    return sentence % values


def _day(day: date) -> str:
    return date_format(day, "j F Y")
