"""How a dispute or an exception ended is told by a letter to people without an account."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from cet_portal.accounts.roles import Role
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from compliance import services, workflow
from compliance.enums import Factor, LetterKind
from compliance.models import CycleDispute, ExceptionRequest, Letter, LetterRound, PostFile
from compliance.notifications import DisputeDetermined
from compliance.notifications.outcomes import ExceptionDecided
from compliance.queries import letters as reads
from compliance.services import letters as letter_services
from tests import builders
from tests.compliance.cases import JANUARY, cycle, decide, manager
from tests.compliance.for_them import asked_and_sent, lodged_and_sent, of, seen, told
from tests.compliance.lettering import Killed
from tests.compliance.removing import remove
from tests.compliance.sealed import sealed
from tests.racing import together
from tests.registrants.building import offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

GENERAL = ("GENERAL_POINTS", "")
DETERMINED, DECIDED = LetterKind.DETERMINED, LetterKind.DECIDED


@pytest.fixture(autouse=True)
def stored(db, settings, tmp_path):
    builders.reference()
    kept = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": kept}


@pytest.fixture
def dan():
    return builders.staff()


@pytest.fixture
def marsh():
    """Without an account."""
    return builders.registrant(surname="Marsh", start=date(2015, 1, 1), account=False)


def flat(text: str) -> str:
    return " ".join(text.split())


def dismiss(dispute, at=JANUARY, by=None) -> CycleDispute:
    return services.dismiss(
        dispute=dispute, reason="The list is right.", actor=by or manager(), at=at
    )


def uphold(dispute, line, at=JANUARY) -> CycleDispute:
    return services.uphold(
        dispute=dispute, period=cycle(), reason="It came late.", accept=[line.pk],
        actor=manager(), at=at,
    )  # fmt: skip


def collected(kind) -> LetterRound:
    """The letters of a kind that wait for the post."""
    (found,) = reads.collecting(manager(), kind)
    return found


# What is written, and to whom


def written(case, kind, person) -> str:
    """The text of the one letter about it, which is in the round's list and the audit trail."""
    letter = Letter.objects.get(about__startswith=f"{case.reference}:")
    assert (letter.registrant, letter.way) == (person, "POST")
    assert (letter.round, letter.round.cycle) == (collected(kind), case.cycle)
    assert letter.number == person.entries.get().number
    assert letter in reads.letters_of(collected(kind))
    assert AuditEvent.objects.filter(verb="letters.write", subject_id=letter.pk).count() == 1
    assert flat(letter.text).startswith(f"Dear {person} Registration number {letter.number}.")
    return flat(letter.text)


@pytest.mark.parametrize("end", [uphold, dismiss])
def test_a_determination_is_a_letter_with_the_words_of_the_mail(marsh, dan, end):
    line = offer(marsh, 1, at=london(2028, 1, 2))
    dispute = lodged_and_sent(marsh, dan)
    dispute = end(dispute, line) if end is uphold else end(dispute)

    text = written(dispute, DETERMINED, marsh)
    assert flat(DisputeDetermined(dispute).text()) in text
    assert dispute.reason in text
    assert "You have no account with MyCET" in text
    assert told("dispute_determined") == []


ENDS = {"excuse": {}, "lower": {"lowered": {GENERAL: 24}}, "refuse": {}}


@pytest.mark.parametrize("step", ENDS)
def test_a_decision_is_a_letter_with_the_words_of_the_mail_and_its_reason(marsh, dan, step):
    """The mail says where the reason is read; who has no account reads it in the letter."""
    on_leave = [(date(2026, 1, 1), date(2026, 12, 31))]
    request = decide(asked_and_sent(marsh, dan, leave=on_leave), step, **ENDS[step])

    text = written(request, DECIDED, marsh)
    mail = flat(ExceptionDecided(request).text())
    same, _where = mail.split("The reason, and what was weighed,")
    assert same.strip() in text
    assert "are on the page of your request" not in text
    assert "Reason: The letter shows it." in text
    for factor in Factor:
        assert f"{factor.label}: Speaks for it. Because of {factor}." in text
    assert "I was in hospital." not in text
    assert "Illness" not in text
    assert told("exception_decided") == []


def test_whoever_has_an_account_is_mailed_and_gets_no_letter(dan):
    fell, may = (builders.registrant(surname=name) for name in ("Fell", "May"))
    decide(asked_and_sent(fell, dan), "refuse")
    dismiss(lodged_and_sent(may, dan))
    assert told("exception_decided") == [fell.user.email]
    assert told("dispute_determined") == [may.user.email]
    assert "The letter shows it." not in OutboxMessage.objects.get(kind="exception_decided").body
    assert not Letter.objects.exists()
    assert not LetterRound.objects.exists()


def test_an_account_that_is_not_used_any_more_is_none(dan):
    fell = builders.registrant(surname="Fell")
    dispute = lodged_and_sent(fell, dan)
    type(fell.user).objects.filter(pk=fell.user.pk).update(is_active=False)
    dismiss(dispute)
    assert written(dispute, DETERMINED, fell)


def test_two_determinations_are_two_letters_of_one_round(marsh, dan):
    """One is dismissed, and another lodged in time."""
    later = london(2028, 2, 1)
    first, second = lodged_and_sent(marsh, dan), None
    dismiss(first)
    second = lodged_and_sent(marsh, dan, at=later)
    dismiss(second, at=later)
    assert collected(DETERMINED).letters.count() == collected(DETERMINED).total == 2
    for each in (first, second):
        assert each.reference in written(each, DETERMINED, marsh)


@pytest.mark.parametrize("late", [False, True], ids=["while it is open", "when it is over"])
@pytest.mark.parametrize("step", ["excuse", "refuse"])
def test_the_letter_offers_what_is_still_open_and_nothing_else(marsh, dan, late, step):
    """Until 28 February; who is excused from everything has nothing more to ask for."""
    at = london(2028, 2, 29) if late else JANUARY
    dispute, request = lodged_and_sent(marsh, dan), asked_and_sent(marsh, dan)
    dismiss(dispute, at=at)
    decide(request, step, at=at)

    to_dispute, to_ask = "They also dispute your record", "They also ask for an exception"
    about_dispute = written(dispute, DETERMINED, marsh)
    about_request = written(request, DECIDED, marsh)
    assert (to_dispute in about_dispute) is (to_dispute in about_request) is not late
    assert (to_ask in about_dispute) is not late
    assert (to_ask in about_request) is (not late and step == "refuse")


def test_a_removal_that_was_taken_back_has_a_letter_of_its_own(marsh, dan):
    remove(sealed(cycle(), marsh, at=JANUARY), marsh, at=JANUARY, of_day=date(2028, 2, 1))
    decide(asked_and_sent(marsh, dan))
    assert collected(DECIDED).letters.count() == 1
    assert collected(LetterKind.RESTORED).letters.count() == 1


# Once and never twice


def test_what_is_only_looked_at_writes_nothing(marsh, dan):
    line = offer(marsh, 1, at=london(2028, 1, 2))
    dispute = lodged_and_sent(marsh, dan)
    services.preview_uphold(
        dispute=dispute, period=cycle(), reason="x", accept=[line.pk], actor=manager(), at=JANUARY
    )
    assert not Letter.objects.exists()


def test_a_second_click_writes_nothing(marsh, dan):
    dispute, request = lodged_and_sent(marsh, dan), asked_and_sent(marsh, dan)
    dismiss(dispute)
    decide(request)
    for again in (lambda: dismiss(dispute), lambda: decide(request, "refuse")):
        with pytest.raises(Refused):
            again()
    assert Letter.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_determine_at_once_one_writes(dan):
    builders.reference()
    marsh = builders.registrant(surname="Marsh", account=False)
    dispute, request = lodged_and_sent(marsh, dan), asked_and_sent(marsh, dan)
    one, other = manager(), manager()
    for acts in (
        (lambda: dismiss(dispute, by=one), lambda: dismiss(dispute, by=other)),
        (lambda: decide(request, by=one), lambda: decide(request, "refuse", by=other)),
    ):
        assert sum(isinstance(each, Refused) for each in together(*acts)) == 1
    assert Letter.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_determined_at_once_are_collected_together(dan):
    builders.reference()
    boss = manager()
    cases = [
        lodged_and_sent(builders.registrant(surname=name, account=False), dan)
        for name in ("Marsh", "Fell")
    ]
    together(*(lambda each=each: dismiss(each, by=boss) for each in cases))
    assert collected(DETERMINED).letters.count() == collected(DETERMINED).total == 2


def test_killed_before_it_is_kept_neither_the_end_nor_its_letter_is_there(marsh, dan):
    dispute = lodged_and_sent(marsh, dan)

    @transaction.atomic
    def killed():
        dismiss(dispute)
        raise Killed

    with pytest.raises(Killed):
        killed()
    dispute.refresh_from_db()
    assert dispute.is_open
    assert not Letter.objects.exists()

    dismiss(dispute)
    assert Letter.objects.count() == 1


# The file for the post


def made(letter_round, by=None) -> PostFile:
    found = letter_services.ask_post_file(
        letter_round=letter_round, actor=by or manager(), at=JANUARY
    )
    letter_services.make_post_file(post_file=found, now=lambda: JANUARY)
    found.refresh_from_db()
    return found


def test_they_are_one_pdf_and_the_next_begin_another(marsh, dan):
    dismiss(lodged_and_sent(marsh, dan))
    assert made(collected(DETERMINED)).letters == 1
    assert reads.collecting(manager(), DETERMINED) == []
    dismiss(lodged_and_sent(marsh, dan, at=london(2028, 2, 1)), at=london(2028, 2, 1))
    assert collected(DETERMINED).letters.count() == 1


def test_decisions_speak_of_health_and_are_for_the_manager_alone(marsh, dan):
    """Who prints them reads them: GOC staff neither see them nor close them for the post."""
    decide(asked_and_sent(marsh, dan))
    dismiss(lodged_and_sent(marsh, dan))
    secret, other = collected(DECIDED), collected(DETERMINED)
    boss = manager()
    for actor, rounds in ((boss, {secret, other}), (of(dan), {other})):
        assert set(reads.rounds_visible_to(actor)) == rounds
        assert {each.round for each in reads.letters_visible_to(actor)} == rounds
    assert reads.collecting(of(dan), DECIDED) == []
    for each, actors in ((secret, {"manager"}), (other, {"manager", "staff"})):
        may = {
            name
            for name, actor in (("manager", boss), ("staff", of(dan)))
            if "close" in workflow.letter_round.open_to(each, actor=actor, at=JANUARY)
        }
        assert may == actors
    with pytest.raises(Refused):
        letter_services.ask_post_file(letter_round=secret, actor=of(dan), at=JANUARY)
    assert made(secret, by=boss).letters == 1


# Pages


@pytest.fixture
def boss(time_machine):
    time_machine.move_to(JANUARY, tick=False)
    return builders.client_for(builders.staff(Role.CET_MANAGER))


def test_of_a_dispute_the_pages_lead_to_letter_and_file(marsh, dan, boss):
    dispute = lodged_and_sent(marsh, dan)
    desk, at_once = builders.client_for(dan), "a letter for the post is written"
    address = f"/disputes/{dispute.pk}/determine/"
    typed = {"decision": "dismiss", "reason": "The list is right."}
    assert at_once in seen(boss, address)
    done = seen(boss, address, {**typed, "sure": "yes"})
    assert "The registrant has no account: a letter for the post is written." in done

    letter, waiting = Letter.objects.get(), collected(DETERMINED)
    on = dispute.for_them.first().assisted_id
    for page in (f"/disputes/{dispute.pk}/", f"/register/requests/{on}/disputes/{dispute.pk}/"):
        for client in (boss, desk):
            assert f'href="/letters/{letter.pk}/"' in seen(client, page)
    assert f'href="/cycles/letters/{waiting.pk}/"' in seen(desk, "/disputes/")
    listed = seen(desk, f"/cycles/letters/{waiting.pk}/")
    assert str(DETERMINED.label) in listed
    assert 'href="/disputes/"' in listed
    assert str(marsh) in listed
    assert "The list is right." in seen(desk, f"/letters/{letter.pk}/")
    pdf = desk.get(f"/letters/{letter.pk}/?format=pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert "The file is being made." in seen(desk, f"/cycles/letters/{waiting.pk}/post/", {})
    assert f'href="/cycles/letters/{waiting.pk}/"' not in seen(desk, "/disputes/")


def test_of_an_exception_the_managers_pages_lead_there_and_staff_read_that_it_is_written(
    marsh, dan, boss
):
    request = asked_and_sent(marsh, dan)
    decide(request, "refuse")
    letter, waiting = Letter.objects.get(), collected(DECIDED)
    on = request.for_them.first().assisted_id
    page, for_them = (
        f"/exceptions/{request.pk}/",
        f"/register/requests/{on}/exceptions/{request.pk}/",
    )
    assert f'href="/letters/{letter.pk}/"' in seen(boss, page)
    assert f'href="/cycles/letters/{waiting.pk}/"' in seen(boss, "/exceptions/")
    assert 'href="/exceptions/"' in seen(boss, f"/cycles/letters/{waiting.pk}/")
    assert "The letter shows it." in seen(boss, f"/letters/{letter.pk}/")

    for staff in (dan, builders.staff()):
        desk = builders.client_for(staff)
        shown = seen(desk, for_them)
        assert "A letter for the post was written on 5 January 2028." in shown
        assert f"/letters/{letter.pk}/" not in shown
        for address in (f"/letters/{letter.pk}/", f"/cycles/letters/{waiting.pk}/"):
            assert desk.get(address).status_code == 404
        assert desk.post(f"/cycles/letters/{waiting.pk}/post/").status_code == 404


def test_staff_find_them_with_the_person(marsh, dan, boss):
    decide(asked_and_sent(marsh, dan))
    dismiss(lodged_and_sent(marsh, dan))
    secret, other = collected(DECIDED).letters.get(), collected(DETERMINED).letters.get()
    desk, page = builders.client_for(dan), f"/register/people/{marsh.pk}/letters/"
    assert f'href="{page}"' in seen(desk, f"/register/people/{marsh.pk}/")
    for client, letters in ((boss, [secret, other]), (desk, [other])):
        shown = seen(client, page)
        assert [each for each in (secret, other) if f"/letters/{each.pk}/" in shown] == letters
    assert (
        builders.client_for(builders.registrant().user, "registrant").get(page).status_code == 403
    )


def test_others_do_not_open_them(marsh, dan):
    decide(asked_and_sent(marsh, dan))
    dismiss(lodged_and_sent(marsh, dan))
    _provider, admin = builders.provider_with()
    for client in (
        builders.client_for(builders.registrant().user, "registrant"),
        builders.client_for(admin),
        builders.client_for(builders.approver()),
    ):
        for letter in Letter.objects.all():
            assert client.get(f"/letters/{letter.pk}/").status_code in (403, 404)


def test_who_opens_an_account_later_reads_them_there(marsh, dan, time_machine):
    time_machine.move_to(JANUARY + timedelta(hours=1), tick=False)
    decide(asked_and_sent(marsh, dan))
    account = builders.registrant().user
    type(marsh).objects.filter(user=account).update(user=None)
    type(marsh).objects.filter(pk=marsh.pk).update(user=account)
    client = builders.client_for(account, "registrant")
    letter = Letter.objects.get()
    assert letter.subject in seen(client, "/letters/")
    assert "The letter shows it." in seen(client, f"/letters/{letter.pk}/")


def test_who_filed_it_is_told_that_a_letter_is_written(marsh, dan):
    decide(asked_and_sent(marsh, dan))
    dismiss(lodged_and_sent(marsh, dan))
    for kind in ("exception_by_post", "dispute_by_post"):
        assert told(kind) == [dan.email]
        mail = OutboxMessage.objects.get(kind=kind)
        assert "a letter for the post is written" in flat(mail.subject)
        assert "hospital" not in mail.subject + mail.body
    fell = ExceptionRequest.objects.get()
    assert f"/exceptions/{fell.pk}/" in OutboxMessage.objects.get(kind="exception_by_post").body
