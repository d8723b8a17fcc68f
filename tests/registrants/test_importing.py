"""Importing the register: differences, one act, and everything that may be wrong with a file."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from registrants import queries, services
from registrants.models import RegisterEntry, Registrant
from tests import builders
from tests.registrants.registering import (
    ORDER,
    TODAY,
    crowd,
    differences,
    periods,
    person,
    reasons,
    row,
    send,
    take_over,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_new_people_come_with_their_entries_specialties_and_audit():
    sent = send(
        row("01-30001", prescribing_from="2019-02-01"),
        row(
            "D-5001", surname="O'Neil", contact_lens_from="2016-01-01", contact_lens_to="2020-01-31"
        ),
    )
    assert sent.status == "PREVIEWED"
    both = ["NEW", "SPECIALTY_ADDED"]
    assert differences(sent) == {"01-30001": both, "D-5001": both}
    assert sent.counts["SPECIALTY_ADDED"] == 2
    assert not Registrant.objects.exists()

    assert take_over(sent).status == "COMMITTED"

    neil = person("D-5001")
    assert (neil.surname, neil.date_of_birth) == ("O'Neil", date(1980, 5, 17))
    held = neil.specialties.values_list("specialty", "start", "end").get()
    assert held == ("CONTACT_LENS", date(2016, 1, 1), date(2020, 1, 31))
    event = AuditEvent.objects.get(verb="register.import", subject_id=neil.pk)
    assert (event.reference, event.data["differences"]) == ("D-5001", both)
    assert AuditEvent.objects.filter(verb="register.import").count() == 2


def test_the_same_file_again_has_no_differences():
    rows = [
        row("01-30001"),
        row("D-5001", contact_lens_from="2016-01-01"),
        row("SO-3001", register=""),
    ]
    take_over(send(*rows))
    again = send(*rows)
    assert differences(again) == {}
    assert again.counts["UNCHANGED"] == 3


def test_who_is_not_in_a_full_file_left_on_the_day_before_it():
    rows = crowd()
    take_over(send(*rows))
    sent = send(*rows[1:])
    assert differences(sent) == {"01-40000": ["LEFT"]}
    take_over(sent)
    assert periods(person("01-40000")) == [("01-40000", date(2015, 1, 1), date(2027, 5, 31))]


def test_a_file_with_changes_ends_nobody_who_is_not_in_it():
    take_over(send(*crowd(3)))
    sent = send(row("01-30001"), kind="CHANGES")
    assert differences(sent) == {"01-30001": ["NEW"]}


def test_a_new_surname_keeps_the_old_one_with_its_last_day():
    take_over(send(row()))
    sent = send(row(surname="Marsh-Bell"))
    assert differences(sent) == {"01-30001": ["NAME_CHANGED"]}
    take_over(sent)
    former = person("01-30001").former_surnames.get()
    assert (former.surname, former.until) == ("Marsh", date(2027, 5, 31))
    assert person("01-30001").surname == "Marsh-Bell"


def test_a_restored_person_with_a_new_number_stays_the_same_person():
    take_over(send(row(end="2020-12-31")))
    before = person("01-30001")
    sent = send(row(end="2020-12-31"), row("01-39001", previous="01-30001", start="2023-04-01"))
    assert differences(sent) == {"01-39001": ["RESTORED", "NUMBER_CHANGED"]}
    take_over(sent)
    assert periods(before) == [
        ("01-30001", date(2015, 1, 1), date(2020, 12, 31)),
        ("01-39001", date(2023, 4, 1), None),
    ]


def test_a_student_who_qualifies_has_a_new_number_from_the_next_day():
    take_over(send(row("SO-3001", register="student optometrist")))
    sent = send(row("01-30001", previous="SO-3001", start="2026-08-01"))
    assert differences(sent) == {"01-30001": ["NUMBER_CHANGED"]}
    assert sent.share_ended == 0
    take_over(sent)
    assert periods(person("01-30001"))[0] == ("SO-3001", date(2015, 1, 1), date(2026, 7, 31))


def test_somebody_new_who_looks_like_somebody_known_has_to_be_told_apart():
    take_over(send(row(end="2020-12-31")))
    alike = row("01-39001", start="2023-04-01")
    sent = send(alike, kind="CHANGES")
    assert "known as 01-30001" in reasons(sent)[2]
    assert "“Previous number”" in reasons(sent)[2]
    sent = send({**alike, "previous": "none"}, kind="CHANGES")
    take_over(sent)
    assert person("01-39001") != person("01-30001")


def test_a_u_reference_as_previous_number_gives_the_person_their_entry():
    known = Registrant.objects.create(
        forenames="Ada",
        surname="Marsh",
        surname_key="marsh",
        date_of_birth=date(1980, 5, 17),
        u_reference="U-10001",
    )
    take_over(send(row(previous="U-10001"), kind="CHANGES"))
    assert person("01-30001") == known


def test_specialties_are_added_ended_and_left_alone_without_a_column():
    take_over(send(row(prescribing_from="2019-01-01"), row("D-5001", surname="Neil")))
    sent = send(row(), row("D-5001", surname="Neil", contact_lens_from="2020-01-01"))
    assert differences(sent) == {
        "01-30001": ["SPECIALTY_ENDED"],
        "D-5001": ["SPECIALTY_ADDED"],
    }
    without = send(text=text_of(row(), row("D-5001", surname="Neil"), columns=ORDER))
    assert differences(without) == {}


def test_reopening_and_ending_an_entry():
    take_over(send(row(), *crowd(), row("01-30002", surname="Bell", end="2020-01-31")))
    sent = send(row(end="2027-03-31"), *crowd(), row("01-30002", surname="Bell"))
    assert differences(sent) == {"01-30001": ["LEFT"], "01-30002": ["RESTORED"]}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": ""}, "“Registration number” is empty"),
        ({"number": "Marsh"}, "“Marsh” is no registration number"),
        ({"surname": ""}, "“Surname” is empty"),
        ({"surname": "=1+1"}, "begins like a formula"),
        ({"forenames": "12345"}, "“Forenames”: “12345” is no name"),
        ({"born": "31/02/1980"}, "“Date of birth”: “31/02/1980” is no date"),
        ({"born": "2030-01-01"}, "“Date of birth” is after “From”"),
        ({"born": "2010-01-01"}, "5 years old"),
        ({"start": ""}, "“From” is empty"),
        ({"start": "0001-01-01"}, "“From”: “0001-01-01” is before 1900"),
        ({"start": "1899-12-31"}, "“From”: “1899-12-31” is before 1900"),
        ({"born": "1880-05-17"}, "“Date of birth”: “1880-05-17” is before 1900"),
        ({"end": "9999-12-31"}, "“To”: “9999-12-31” is after 2199. Leave the cell empty"),
        ({"prescribing_from": "2016-01-01", "prescribing_to": "31/12/2999"}, "is after 2199"),
        ({"start": "2020-02-02", "end": "2019-01-01"}, "“To” is before “From”"),
        ({"start": "2027-06-02"}, "after the day that the file shows"),
        ({"register": "butcher"}, "“butcher” is none of the registers"),
        ({"register": "dispensing optician"}, "01-30001 is a number of the register “optometrist”"),
        ({"contact_lens_from": "2016-01-01"}, "no specialty for the register “optometrist”"),
        ({"prescribing_to": "2016-01-01"}, "given without “Independent prescribing from”"),
        ({"prescribing_from": "2016-01-01", "prescribing_to": "2015-01-01"}, "is before"),
        ({"previous": "01-77777"}, "neither on the register nor in a good row"),
        ({"previous": "01-30001"}, "the number of the row itself"),
    ],
)
def test_a_row_that_makes_no_sense_stays_behind_and_the_good_ones_do_not(changed, words):
    sent = send(row(**changed), row("01-30002", surname="Bell"))
    assert words in reasons(sent)[2]
    take_over(sent)
    assert list(RegisterEntry.objects.values_list("number", flat=True)) == ["01-30002"]


def test_doubled_and_overlapping_rows():
    twice = send(row(), row())
    assert reasons(twice) == {3: "01-30001 with the same “From” stands in line 2 already."}
    differ = send(row(), row(surname="Bell"))
    assert set(reasons(differ)) == {2, 3}
    overlap = send(row(), row(start="2018-01-01"))
    assert "overlaps with that of line 3" in reasons(overlap)[2]


def test_a_row_without_sense_never_makes_its_person_leave():
    take_over(send(row(), row("01-30002", surname="Bell")))
    sent = send(row(end="never"), row("", surname="Bell"), *crowd(3))
    assert "LEFT" not in sent.counts
    assert sent.counts["SENSELESS"] == 2


def test_a_number_of_somebody_else_is_refused():
    take_over(send(row()))
    sent = send(row(surname="Other", born="1970-01-01"), kind="CHANGES")
    assert "somebody else" in reasons(sent)[2]


def test_two_people_are_not_mixed_by_a_previous_number():
    take_over(send(row(), row("01-30002", surname="Bell")))
    sent = send(row(previous="01-30002"), kind="CHANGES")
    assert "belong to two people" in reasons(sent)[2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("Name,Town\nAda,York\n", "These columns are missing: Registration number"),
        (text_of(), "no rows below them"),
        ("%PDF-1.4\n", "a PDF document"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text, words):
    sent = send(text=text)
    assert sent.status == "UNREADABLE"
    assert words in sent.problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding(encoding):
    take_over(send(text=text_of(row(surname="Müller-Nuñez")).encode(encoding)))
    assert person("01-30001").surname == "Müller-Nuñez"


def test_a_workbook():
    book = Workbook()
    for line in text_of(row(), row("D-5001", surname="Neil")).splitlines():
        book.active.append(line.split(","))
    book.active["E2"] = date(1980, 5, 17)
    data = io.BytesIO()
    book.save(data)
    sent = send(text=data.getvalue(), name="register.xlsx")
    assert differences(sent) == {"01-30001": ["NEW"], "D-5001": ["NEW"]}


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("forenames", "surname", "the other way round"),
        ("born", "start", "“Date of birth” is after “From”"),
        ("number", "surname", "holds no registration number"),
    ],
)
def test_swapped_columns_are_recognised(one, other, words):
    rows = [
        row("01-30001", forenames="Ada", surname="Marsh"),
        row("01-30002", forenames="Ben", surname="Bell"),
        row("01-30003", forenames="Cy", surname="Carr"),
    ]
    take_over(send(*rows))
    sent = send(*({**each, one: each[other], other: each[one]} for each in rows))
    assert sent.status == "UNREADABLE"
    assert words in sent.problem
    assert "swapped" in sent.problem


def test_swapped_names_of_new_people_are_recognised_by_the_forenames_there_are():
    names = ("Ada", "Ben", "Cy", "Dot")
    there = [{**each, "forenames": names[n % 4]} for n, each in enumerate(crowd(40))]
    take_over(send(*there))
    new = [
        {**each, "number": f"01-{50_000 + n}", "forenames": each["surname"] + "x"}
        | {"surname": names[n % 4], "born": "1970-01-01"}
        for n, each in enumerate(crowd(60))
    ]
    sent = send(*new, kind="CHANGES")
    assert sent.status == "UNREADABLE"
    assert "“Surname” holds forenames" in sent.problem
    right = [{**each, "forenames": each["surname"], "surname": each["forenames"]} for each in new]
    assert send(*right, kind="CHANGES").status == "PREVIEWED"


def test_a_specialty_that_began_before_the_entry_is_explained():
    sent = send(row(prescribing_from="2010-02-01"), row("01-30002", prescribing_from="2015-01-01"))
    early, usual = sent.changed.order_by("line")
    assert early.changes["early"] == ["", "INDEPENDENT_PRESCRIBING"]
    assert "early" not in usual.changes


def test_last_years_file_is_recognised_by_its_day():
    take_over(send(row()))
    sent = send(row(), of_day=date(2026, 6, 1))
    assert sent.status == "UNREADABLE"
    assert "of 1 June 2026, and one of 1 June 2027 was taken over already" in sent.problem


def test_last_years_file_is_recognised_by_what_is_in_it():
    old = crowd(5)
    new = [row(f"01-3000{n}", surname=name, start="2027-01-01") for n, name in enumerate("ABC")]
    new = [{**each, "surname": f"New{each['surname']}"} for each in new]
    take_over(send(*old, *new))
    sent = send(*old)
    assert "looks like an older file" in sent.problem
    assert "3 people" in sent.problem


def test_an_import_that_ends_much_needs_a_second_person_who_is_told():
    first, second = builders.staff(name="First Person"), builders.staff(name="Second Person")
    take_over(send(*crowd(20)))
    sent = send(*crowd(10), user=first)
    at, asker = sent.made_at, builders.actor_of(first)
    assert sent.share_ended == 500
    with pytest.raises(Refused, match="second member of staff"):
        services.take_over(register_import=sent, actor=asker, at=at)

    waiting = services.ask_second(register_import=sent, actor=asker, at=at)

    told = OutboxMessage.objects.filter(kind="register_import_to_confirm")
    assert second.email in told.values_list("to", flat=True)
    assert first.email not in told.values_list("to", flat=True)
    with pytest.raises(Refused, match="Somebody else"):
        services.confirm_import(register_import=waiting, actor=asker, at=at)
    done = services.confirm_import(register_import=waiting, actor=builders.actor_of(second), at=at)
    assert (done.status, done.confirmed_by_id) == ("COMMITTED", second.pk)
    assert RegisterEntry.objects.filter(end__isnull=True).count() == 10


def test_a_preview_that_another_import_overtook_is_shown_anew_and_takes_nothing():
    take_over(send(row()))
    stale = send(row(surname="Bell"), kind="CHANGES")
    take_over(send(row(surname="Bell", forenames="Ida"), kind="CHANGES"))

    again = take_over(stale)

    assert again.status == "PREVIEWED"
    assert differences(again) == {"01-30001": ["CHANGED"]}
    assert person("01-30001").forenames == "Ida"
    assert take_over(again).status == "COMMITTED"
    assert person("01-30001").forenames == "Ada"


def test_the_same_file_sent_twice_in_a_moment_is_one_import():
    user = builders.staff()
    first = send(row(), user=user)
    assert send(row(), user=user, at=first.made_at) == first


def test_only_staff_import_and_see_imports():
    sent = send(row())
    outsider = builders.actor_of(builders.registrant().user)
    assert not queries.imports_visible_to(outsider).exists()
    with pytest.raises(Refused):
        services.take_over(register_import=sent, actor=outsider, at=sent.made_at)


def test_work_that_was_cut_off_is_taken_up_again():
    sent = send(row())
    at = sent.made_at
    sent.status = "READING"  # as it stands when the worker is killed before its last step
    type(sent).objects.filter(pk=sent.pk).update(status="READING")
    services.read_import_in_background(register_import=sent, at=at)
    sent.refresh_from_db()
    assert sent.status == "PREVIEWED"
    assert queries.rows_of_import(sent).count() == 1
    assert OutboxMessage.objects.filter(kind="register_import_read").count() == 1


def test_a_discarded_import_changes_nothing():
    sent = send(row())
    services.discard_import(
        register_import=sent, actor=builders.actor_of(builders.staff()), at=sent.made_at
    )
    assert not Registrant.objects.exists()
    sent.refresh_from_db()
    with pytest.raises(Refused):
        take_over(sent)


def test_the_day_of_the_file_counts_not_the_day_of_the_import():
    take_over(send(row(), *crowd()))
    take_over(send(*crowd(), of_day=TODAY))
    assert periods(person("01-30001"))[0][2] == date(2027, 5, 31)


def test_a_u_reference_that_was_joined_names_whoever_has_everything_now():
    take_over(send(row()))
    Registrant.objects.create(
        forenames="Ada",
        surname="Marsh",
        surname_key="marsh",
        date_of_birth=date(1980, 5, 17),
        u_reference="U-10001",
        joined_to=person("01-30001"),
    )
    assert differences(send(row(previous="U-10001"))) == {}
