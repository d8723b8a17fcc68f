"""Files from the register, sent by staff through the real services."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.core import clock
from registrants import queries, services
from registrants.models import RegisterImport, Registrant
from registrants.rules.importing.columns import HEADINGS
from tests import builders

TODAY = date(2027, 6, 1)
ORDER = ("number", "previous", "forenames", "surname", "born", "register", "start", "end")
NAMES = {
    "contact_lens_from": "CONTACT_LENS:from",
    "contact_lens_to": "CONTACT_LENS:to",
    "prescribing_from": "INDEPENDENT_PRESCRIBING:from",
    "prescribing_to": "INDEPENDENT_PRESCRIBING:to",
}


def row(number: str = "01-30001", **changed) -> dict[str, str]:
    """A good row; blank what is not given."""
    return {
        "number": number,
        "forenames": "Ada",
        "surname": "Marsh",
        "born": "1980-05-17",
        "register": "dispensing optician" if number.startswith("D") else "optometrist",
        "start": "2015-01-01",
        **changed,
    }


def text_of(*rows: dict[str, str], columns: tuple[str, ...] = (*ORDER, *NAMES)) -> str:
    """The rows as a CSV file with headings."""
    lines = [",".join(HEADINGS[NAMES.get(name, name)] for name in columns)]
    lines += [",".join(each.get(name, "") for name in columns) for each in rows]
    return "\n".join(lines) + "\n"


def send(
    *rows: dict[str, str],
    text: str | bytes | None = None,
    kind: str = "FULL",
    of_day: date = TODAY,
    user=None,
    name: str = "register.csv",
    at=None,
) -> RegisterImport:
    """A file is sent and read."""
    data = text_of(*rows) if text is None else text
    data = data.encode() if isinstance(data, str) else data
    at = at or clock.now()
    sent = services.receive_register(
        file=SimpleUploadedFile(name, data),
        kind=kind,
        of_day=of_day,
        actor=builders.actor_of(user or builders.staff()),
        at=at,
    )
    services.read_import_now_or_later(register_import=sent, at=at)
    sent.refresh_from_db()
    return sent


def take_over(sent: RegisterImport, user=None) -> RegisterImport:
    """Taken over, by two people where it has to be."""
    at = clock.now()
    if sent.share_ended > 20:
        asker = builders.actor_of(user or builders.staff())
        sent = services.ask_second(register_import=sent, actor=asker, at=at)
        actor = builders.actor_of(builders.staff())
        return services.confirm_import(register_import=sent, actor=actor, at=at)
    actor = builders.actor_of(user or builders.staff())
    return services.take_over(register_import=sent, actor=actor, at=at)


def differences(sent: RegisterImport) -> dict[str, list[str]]:
    """What it says of each number."""
    return {each.number: each.differences for each in queries.rows_of_import(sent)}


def reasons(sent: RegisterImport) -> dict[int, str]:
    """Why lines make no sense."""
    return {each.line: each.reason for each in queries.rows_of_import(sent, "SENSELESS")}


def crowd(number: int = 100) -> list[dict[str, str]]:
    """So many people that one of them is less than the share that a second person looks at."""
    letters = "abcdefghij"
    return [
        row(f"01-{40_000 + n}", surname=f"Crowd{letters[n // 10 % 10]}{letters[n % 10]}")
        for n in range(number)
    ]


def person(number: str) -> Registrant:
    """Who has this number."""
    return Registrant.objects.get(entries__number=number)


def periods(of: Registrant) -> list[tuple[str, date, date | None]]:
    """Their entries: number, first and last day."""
    return list(of.entries.order_by("start").values_list("number", "start", "end"))
