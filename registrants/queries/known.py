"""The register as an import compares with it."""

from registrants.models import FormerSurname, RegisterEntry, Registrant, SpecialtyEntry
from registrants.rules.importing.known import Known, KnownEntry, KnownPerson, KnownSpecialty


def known_register() -> Known:
    """Everybody on the register, now or before, in five queries."""
    rows = Registrant.objects.filter(joined_to__isnull=True).values_list(
        "pk", "forenames", "surname", "surname_key", "date_of_birth", "u_reference"
    )
    people = {row[0]: KnownPerson(*row) for row in rows.iterator(chunk_size=10_000)}
    entries = RegisterEntry.objects.order_by("start", "pk").values_list(
        "pk", "registrant_id", "number", "profession", "start", "end"
    )
    for entry in map(_entry, entries.iterator(chunk_size=10_000)):
        if entry.person in people:
            people[entry.person].entries.append(entry)
    held = SpecialtyEntry.objects.order_by("start", "pk").values_list(
        "pk", "registrant_id", "specialty", "start", "end"
    )
    for row in held.iterator(chunk_size=10_000):
        if row[1] in people:
            people[row[1]].specialties.append(KnownSpecialty(*row))
    for person, key in FormerSurname.objects.values_list("registrant_id", "surname_key"):
        if person in people:
            people[person].former.add(key)
    joined = Registrant.objects.filter(joined_to__isnull=False).exclude(u_reference="")
    return Known(people.values(), joined.values_list("u_reference", "joined_to_id"))


def _entry(row: tuple) -> KnownEntry:
    return KnownEntry(*row)
