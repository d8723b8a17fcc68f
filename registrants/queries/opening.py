"""Reads about the opening of accounts."""

from datetime import date, datetime, timedelta

from django.db.models import Q

from cet_portal.core.clock import london_date
from cet_portal.scheme import limits
from registrants import rules
from registrants.enums import STUDENTS, RequestOutcome
from registrants.models import AccountRequest, RegisterEntry, Registrant


def requests_to_answer():
    """Requests for an account that nobody has been mailed about, the oldest first."""
    return AccountRequest.objects.filter(answered_at__isnull=True).order_by("pk")


def request_with_link(token: str) -> AccountRequest | None:
    """The request whose mailed link holds this secret."""
    found = AccountRequest.objects.filter(token_digest=rules.digest_of(token))
    return found.select_related("registrant").first()


def request_with_key(key: int) -> AccountRequest | None:
    """The request whose link was opened in this session."""
    return AccountRequest.objects.select_related("registrant").filter(pk=key).first()


def people_behind(number: str):
    """Who has, or had, this number; or this U-reference."""
    entered = RegisterEntry.objects.filter(number=number).values("registrant")
    return Registrant.objects.filter(
        Q(pk__in=entered)
        | Q(u_reference=number, joined_to__isnull=True)
        | Q(pk__in=Registrant.objects.filter(u_reference=number).values("joined_to"))
    ).order_by("pk")


def are_only_students(registrant: Registrant) -> bool:
    """Is the person on the register of students, and was never on another?"""
    kinds = set(registrant.entries.values_list("profession", flat=True))
    return bool(kinds) and kinds <= STUDENTS


def holder_of(user_id: int) -> Registrant | None:
    """The person on the register whose account this is."""
    return Registrant.objects.filter(user_id=user_id).first()


def u_references(person: Registrant) -> list[str]:
    """What the person collected points under before there was a number."""
    joined = person.joined.exclude(u_reference="").order_by("pk")
    own = [person.u_reference] if person.u_reference else []
    return own + list(joined.values_list("u_reference", flat=True))


def whose_number(
    number: str, date_of_birth: date, *, at: datetime
) -> tuple[RequestOutcome, Registrant | None]:
    """Whose number this is, if the date of birth is theirs; else the reason. In a transaction.

    Of a number that is closed not even the right date tells anything. Students collect no points
    (domain.md 2). Whoever asks keeps a WRONG_DATE, so that it counts: until then the person is
    locked, or two tries at once would count as one.
    """
    people = list(people_behind(number).select_for_update(of=("self",)))
    if not people:
        return RequestOutcome.UNKNOWN_NUMBER, None
    if closed_until(number, at):
        return RequestOutcome.CLOSED, None
    person = next((each for each in people if each.date_of_birth == date_of_birth), None)
    if person is None:
        return RequestOutcome.WRONG_DATE, None
    if are_only_students(person):
        return RequestOutcome.STUDENT, None
    return RequestOutcome.LINK, person


def last_day_of_link(request: AccountRequest) -> date:
    """The last day, in London, on which the mailed link works."""
    return london_date(request.asked_at) + timedelta(days=limits.ACCOUNT_LINK_DAYS)


def closed_until(number: str, at: datetime) -> datetime | None:
    """Until when nobody can use this number, after wrong dates of birth; None if it is open."""
    until = rules.closed_until(_wrong_dates([number], at).get(number, []))
    return until if until and until > at else None


def closed_numbers(registrant: Registrant, at: datetime) -> dict[str, datetime]:
    """Which numbers of this person are closed, and until when."""
    numbers = [*registrant.entries.values_list("number", flat=True), registrant.u_reference]
    return _closed(_wrong_dates([number for number in numbers if number], at), at)


def all_closed_numbers(at: datetime) -> dict[str, datetime]:
    """Every number that is closed now, and until when."""
    return _closed(_wrong_dates(None, at), at)


def _closed(wrong: dict[str, list[datetime]], at: datetime) -> dict[str, datetime]:
    until = {number: rules.closed_until(instants) for number, instants in wrong.items()}
    return {number: end for number, end in until.items() if end and end > at}


def _wrong_dates(numbers: list[str] | None, at: datetime) -> dict[str, list[datetime]]:
    """When a wrong date of birth was given for each number, in order; as far back as it counts."""
    since = at - timedelta(hours=2 * limits.NUMBER_CLOSED_HOURS)
    rows = AccountRequest.objects.filter(outcome=RequestOutcome.WRONG_DATE, asked_at__gt=since)
    if numbers is not None:
        rows = rows.filter(number__in=numbers)
    found: dict[str, list[datetime]] = {}
    for number, asked_at in rows.order_by("asked_at").values_list("number", "asked_at"):
        found.setdefault(number, []).append(asked_at)
    return found


def requests_to_forget(today: date):
    """Requests that are so old that nobody needs them."""
    kept = timedelta(days=limits.ACCOUNT_REQUEST_KEPT_DAYS)
    return AccountRequest.objects.filter(asked_at__date__lt=today - kept)
