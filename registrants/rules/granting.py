"""What the registrar may have granted for voluntary CET (CET Rules 2005, rule 14): pure."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.scheme.enums import THERAPEUTIC, Profession, Specialty
from cet_portal.scheme.limits import LAST_DAY_BEFORE_THE_SCHEME

# More than any rule ever counted, of one sort.
MOST_GRANTED = 99
# Rule 14 looks at events up to the end of this day: nothing was granted before.
FIRST_DAY_TO_GRANT = LAST_DAY_BEFORE_THE_SCHEME


class Dated(Protocol):
    """An entry on the register, or a specialty; days inclusive."""

    start: date
    end: date | None


def professions_of(specialty: str) -> set[str]:
    """Who can have the specialty."""
    if specialty in THERAPEUTIC:
        return {Profession.OPTOMETRIST.value}
    return {Profession.DISPENSING_OPTICIAN.value}


def too_early(day: date) -> str:
    """A sentence if nothing can have been granted on this day yet; else blank."""
    if day >= FIRST_DAY_TO_GRANT:
        return ""
    words = {"day": date_format(FIRST_DAY_TO_GRANT, "j F Y")}
    return _("Rule 14 looks at CET up to %(day)s: the day must be %(day)s or later") % words


def there_on_the_day(dated: Iterable[Dated]) -> list[Dated]:
    """Those of them that covered 30 June 2005."""
    day = LAST_DAY_BEFORE_THE_SCHEME
    return [each for each in dated if each.start <= day and (each.end is None or each.end >= day)]


def will_not_count(*, was_there: bool, held: Collection[str]) -> str:
    """What of a grant counts for nothing, as a sentence: rules 12(2)(a) and 13(2)(a) ask for the
    name, or the specialty, in the register on 30 June 2005. `held`: specialties of that day."""
    words = {"day": date_format(LAST_DAY_BEFORE_THE_SCHEME, "j F Y")}
    if not was_there:
        return _("Not on the register on %(day)s, so no points granted will count.") % words
    if not held:
        return _("No specialty on %(day)s, so specialist points granted will not count.") % words
    words["names"] = ", ".join(str(Specialty(name).label) for name in sorted(set(held)))
    return _("Specialty on %(day)s: %(names)s. Points granted for another will not count.") % words
