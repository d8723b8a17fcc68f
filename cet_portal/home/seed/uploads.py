"""Who was there, and the rows that the provider sends."""

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.core.actor import Actor
from cet_portal.home.seed.texts import CETS
from cet_portal.home.seed.world import Member, World
from sessions_events import services
from sessions_events.enums import Box, RecordKind
from sessions_events.models import Event, Upload
from sessions_events.rules.earning import audience_of

if TYPE_CHECKING:
    from cet_portal.home.seed.events import Plan

# How likely somebody goes, by how keen they are.
LIKELY = {3: 0.8, 2: 0.45, 1: 0.2, 0: 0.1}
FROM_A_FILE = 8
NOT_ON_REGISTER = ("01-99999", "Nobody")
WRONG_SURNAME = "Smyth"
LEFT_EARLY = "Left at the break, as the sign-out sheet shows."

Cell = tuple[str, str]


def upload(world: World, plan: "Plan", event: Event, *, at: datetime) -> Upload:
    """Send the rows of those who completed the CET: few are typed, many come as a file."""
    cells = [*good(world, plan), *bad(world, plan)]
    if plan.one_twice:
        cells += [cells[0], damaged(world, plan, {number for number, _surname in cells})]
    administrator = world.administrator(CETS[plan.cet].provider)
    if len(cells) < FROM_A_FILE:
        typed = [(line, *cell) for line, cell in enumerate(cells, start=1)]
        return services.upload(event=event, cells=typed, actor=administrator, at=at)
    name = f"completed-{event.ev_number.lower()}.csv"
    file = SimpleUploadedFile(name, as_csv(cells), content_type="text/csv")
    sent = services.receive_file(event=event, file=file, actor=administrator, at=at)
    sent = services.read_upload(upload=sent, at=at)
    sent = services.take(upload=sent, actor=administrator, at=at)
    if plan.one_twice:
        withdraw(sent, administrator, at=at)
    return sent


def withdraw(sent: Upload, administrator: Actor, *, at: datetime) -> None:
    """The last one on the list had left early after all."""
    last = sent.rows.filter(box=Box.READY).order_by("line").last()
    services.withdraw(
        event=sent.event, rows=[last.pk], reason=LEFT_EARLY, actor=administrator, at=at
    )


def good(world: World, plan: "Plan") -> list[Cell]:
    """Number and surname of each completer, some of them typed carelessly."""
    cells = []
    for place, (member, number) in enumerate(completers(world, plan)):
        surname = member.person.surname
        cells.append(
            (
                number.replace("-", "") if place % 7 == 3 else number,
                surname.upper() if place % 9 == 4 else surname,
            )
        )
    return cells


def completers(world: World, plan: "Plan") -> list[tuple[Member, str]]:
    """People of the right profession on the register that day: those named, then by chance."""
    able = [
        (member, number)
        for member in world.register
        if (number := member.number_on(plan.day)) and fits(member, plan)
    ]
    sure = [each for each in able if each[0].person.name in plan.with_]
    others = [each for each in able if each[0].person.name not in plan.with_]
    if plan.exactly is not None:
        # Those who use the portal, the keener ones first, in an order that chance decides.
        others = [each for each in others if each[0].user]
        others.sort(key=lambda each: -LIKELY[each[0].person.keen] - world.chance.random())
        return (sure + others)[: plan.exactly]
    return sure + [each for each in others if world.chance.random() < LIKELY[each[0].person.keen]]


def fits(member: Member, plan: "Plan") -> bool:
    """Is the CET for this person at all?"""
    approved = CETS[plan.cet].audience_codes
    return audience_of(member.person.profession, member.specialties, approved) is not None


def bad(world: World, plan: "Plan") -> list[Cell]:
    """Rows that cannot be used: an unknown number, then a surname that does not match."""
    member = next(each for each in world.register if each.number_on(plan.day))
    rows = [NOT_ON_REGISTER, (member.number_on(plan.day) or "", WRONG_SURNAME)]
    return rows[: plan.unusable]


def damaged(world: World, plan: "Plan", there: set[str]) -> Cell:
    """Somebody whose number a spreadsheet has spoilt: the portal asks whether it is meant."""
    member, number = next(
        (member, number)
        for member in world.register
        if (number := member.number_on(plan.day)) and number not in there and fits(member, plan)
    )
    return number.replace("0", "O"), member.person.surname


def as_csv(cells: list[Cell]) -> bytes:
    """The file as a provider's spreadsheet would write it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Registration number", "Surname"])
    writer.writerows(cells)
    return text.getvalue().encode("utf-8-sig")


def certify(world: World, plan: "Plan", sent: Upload, *, at: datetime) -> None:
    """Certificates for the first completers of an upload, and the list they signed."""
    if not plan.certificates:
        return
    administrator = world.administrator(CETS[plan.cet].provider)
    services.save_design(
        provider_id=sent.event.provider_id,
        signatory=administrator.name,
        signatory_role="CET lead",
        actor=administrator,
        at=at,
    )
    services.keep_file(
        event=sent.event,
        kind=RecordKind.SIGN_IN,
        note="Both doors",
        file=SimpleUploadedFile("sign-in.csv", as_csv(good(world, plan))),
        actor=administrator,
        at=at,
    )
    ready = sent.rows.filter(box=Box.READY).order_by("line")
    for row in ready[: plan.certificates]:
        services.issue_certificate(
            event=sent.event,
            number=row.number,
            surname=row.surname,
            actor=administrator,
            at=at,
        )
