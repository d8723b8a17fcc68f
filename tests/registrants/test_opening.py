"""Opening an account: what is found, what is mailed, what the link opens."""

from datetime import date, timedelta

import pytest
from django.core import mail

from cet_portal.accounts.contexts import contexts_of
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK, NOBODY
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from registrants import queries, services, tasks
from registrants.enums import RequestOutcome
from registrants.models import AccountRequest, Registrant
from tests import builders
from tests.racing import together
from tests.registrants.opening import BORN, PASSWORD, ask, link, without_number

pytestmark = pytest.mark.django_db
OTHER_DAY = date(1980, 5, 18)


def open_it(request, at=None):
    return services.open_with_password(
        request=request, password=PASSWORD, actor=NOBODY, at=at or clock.now()
    )


def test_number_and_date_of_birth_open_the_account_of_that_person():
    ada = builders.registrant("01-20001", account=False)

    request = ask("01-20001")
    person, user = open_it(request)

    assert request.outcome == RequestOutcome.LINK
    assert person == ada
    assert user.email == "ada@example.org"
    assert user.check_password(PASSWORD)
    assert builders.actor_of(user, "registrant").person_id == ada.pk
    assert OutboxMessage.objects.get(kind="account_opened").user_id == user.pk


def test_only_the_digest_of_the_secret_is_kept():
    builders.registrant("01-20001", account=False)

    request = ask("01-20001")

    secret = link().split("/")[-2]
    assert secret not in str(AccountRequest.objects.values().get())
    assert not OutboxMessage.objects.filter(body__contains=secret).exists()
    assert queries.request_with_link(secret) == request


@pytest.mark.parametrize(
    "number, born, outcome, words",
    [
        ("01-29999", BORN, RequestOutcome.UNKNOWN_NUMBER, "do not fit"),
        ("01-20001", OTHER_DAY, RequestOutcome.WRONG_DATE, "do not fit"),
        ("SO-20001", BORN, RequestOutcome.STUDENT, "Students collect no CET points"),
        ("SO-20001", OTHER_DAY, RequestOutcome.WRONG_DATE, "do not fit"),
        ("01-20002", BORN, RequestOutcome.ACCOUNT_THERE, "There is an account"),
    ],
)
def test_what_does_not_fit_is_answered_by_a_mail_without_data(number, born, outcome, words):
    builders.registrant("01-20001", "Marsh", account=False)
    known = builders.registrant("01-20002", "Fennimore")
    builders.registrant("SO-20001", "Wexcombe", profession="STUDENT_OPTOMETRIST", account=False)

    request = ask(number, born=born)

    [sent] = mail.outbox
    assert request.outcome == outcome
    assert sent.to == ["ada@example.org"]
    assert words in sent.body
    for datum in ("Marsh", "Fennimore", "Wexcombe", number, "1980", known.user.email):
        assert datum not in sent.body
    with pytest.raises(Refused):
        open_it(request)


def test_who_has_left_the_register_still_reads_their_record():
    builders.registrant("01-20001", account=False)
    entry = Registrant.objects.get().entries.get()
    entry.end = date(2020, 1, 1)
    entry.save()

    assert ask("01-20001").outcome == RequestOutcome.LINK


def test_a_former_student_opens_an_account_with_either_number():
    ada = builders.registrant("SO-20001", profession="STUDENT_OPTOMETRIST", account=False)
    services.enter_on_register(
        forenames="Ada",
        surname="Marsh",
        date_of_birth=BORN,
        profession="OPTOMETRIST",
        number="01-20001",
        start=date(2020, 7, 1),
        registrant=ada,
        actor=builders.MANAGER,
        at=clock.now(),
    )

    assert ask("SO-20001").outcome == RequestOutcome.LINK


def test_the_link_works_once():
    builders.registrant("01-20001", account=False)
    request = ask("01-20001")
    open_it(request)

    with pytest.raises(Refused, match="already"):
        open_it(request)


def test_the_link_ends_after_seven_days():
    builders.registrant("01-20001", account=False)
    asked = clock.now() - timedelta(days=8)
    request = ask("01-20001", at=asked)

    with pytest.raises(Refused, match="This link worked until"):
        open_it(request)
    assert open_it(request, at=asked + timedelta(days=6))


def test_of_two_links_for_a_number_the_first_opens():
    builders.registrant("01-20001", account=False)
    first, second = ask("01-20001"), ask("01-20001", email="other@example.org")
    open_it(first)

    with pytest.raises(Refused, match="account for this number by now"):
        open_it(second)


def test_the_address_of_another_registrant_is_refused_by_mail():
    taken = builders.registrant().user
    builders.registrant("01-20001", account=False)

    request = ask("01-20001", email=taken.email.upper())

    assert request.outcome == RequestOutcome.ADDRESS_TAKEN
    assert "an address of your own" in mail.outbox[-1].body


def test_two_people_who_open_with_one_address_at_once_do_not_share_it():
    for number in ("01-20001", "01-20002"):
        builders.registrant(number, account=False)
    first, second = ask("01-20001"), ask("01-20002")
    open_it(first)

    with pytest.raises(Refused, match="has an account already"):
        open_it(second)


def test_a_person_of_a_provider_adds_the_register_to_their_account():
    ada = builders.registrant("01-20001", account=False)
    _provider, admin = builders.provider_with()
    request = ask("01-20001", email=admin.email)

    person = services.open_with_account(request=request, user=admin, actor=NOBODY, at=clock.now())

    assert person == ada
    assert {context.key for context in contexts_of(admin)} >= {"registrant"}
    assert len(contexts_of(admin)) == 2


def test_the_link_of_another_address_adds_nothing():
    builders.registrant("01-20001", account=False)
    _provider, admin = builders.provider_with()
    request = ask("01-20001")

    with pytest.raises(Refused, match="another address"):
        services.open_with_account(request=request, user=admin, actor=NOBODY, at=clock.now())


def test_without_a_number_there_is_a_u_reference():
    person = without_number(surname="O’Neil")

    assert person.u_reference == "U-10001"
    assert not person.entries.exists()
    assert person.joining == "OPTOMETRIST"
    assert "U-10001" in OutboxMessage.objects.get(kind="account_opened").body
    assert AuditEvent.objects.filter(verb="register.give_u_reference").count() == 1


def test_who_has_an_account_gets_no_second_one_without_a_number():
    without_number()

    assert ask().outcome == RequestOutcome.ACCOUNT_THERE
    assert ask("U-10001").outcome == RequestOutcome.ACCOUNT_THERE


# A wrong date of birth ten times.


def wrong_dates(times: int, number="01-20001", since=None):
    since = since or clock.now() - timedelta(hours=1)
    for minute in range(times):
        at = since + timedelta(minutes=minute)
        ask(number, born=OTHER_DAY, email=f"guess{minute}@example.org", at=at)


def test_ten_wrong_dates_close_a_number_for_a_day_from_any_address():
    ada = builders.registrant("01-20001", account=False)
    wrong_dates(9)
    assert ask("01-20001").outcome == RequestOutcome.LINK
    wrong_dates(1, since=clock.now() - timedelta(minutes=2))

    assert ask("01-20001").outcome == RequestOutcome.CLOSED
    assert "do not fit" in mail.outbox[-1].body
    assert list(queries.closed_numbers(ada, clock.now())) == ["01-20001"]
    assert list(queries.all_closed_numbers(clock.now())) == ["01-20001"]
    assert AuditEvent.objects.get(verb="register.close_number").subject_id == ada.pk


def test_a_closed_number_opens_after_a_day_however_often_it_was_tried():
    builders.registrant("01-20001", account=False)
    begun = clock.now() - timedelta(hours=25)
    wrong_dates(10, since=begun)
    wrong_dates(20, since=begun + timedelta(hours=2))

    assert ask("01-20001").outcome == RequestOutcome.LINK


def test_other_numbers_stay_open():
    builders.registrant("01-20001", account=False)
    builders.registrant("01-20002", account=False)
    wrong_dates(10)

    assert ask("01-20002").outcome == RequestOutcome.LINK


# The worker and the night.


def test_an_answer_that_the_broker_lost_is_sent_by_the_next_run():
    builders.registrant("01-20001", account=False)
    services.ask_for_account(
        number="01-20001", date_of_birth=BORN, email="a@example.org", actor=builders.MANAGER,
        at=clock.now(),
    )  # fmt: skip
    assert not mail.outbox

    tasks.answer_account_requests()
    tasks.answer_account_requests()

    assert len(mail.outbox) == 1


def test_while_the_mail_server_is_away_requests_wait(settings):
    builders.registrant("01-20001", account=False)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    request = ask("01-20001")

    assert request.answered_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert services.answer_requests(actor=CLOCK, at=clock.now()) == 1


def test_requests_are_forgotten_after_thirty_days():
    builders.registrant("01-20001", account=False)
    ask("01-20001", at=clock.now() - timedelta(days=32))
    ask("01-20001", at=clock.now() - timedelta(days=5))

    tasks.forget_account_requests()

    assert AccountRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_used_twice_at_once_opens_one_account():
    builders.registrant("01-20001", account=False)
    request = ask("01-20001")

    outcomes = together(lambda: open_it(request), lambda: open_it(request))

    assert [type(each) for each in outcomes if isinstance(each, Exception)] == [Refused]
    assert Registrant.objects.get().user is not None


@pytest.mark.django_db(transaction=True)
def test_two_workers_answer_each_request_once():
    builders.registrant("01-20001", account=False)
    for number in range(6):
        services.ask_for_account(
            number="01-20001", date_of_birth=BORN, email=f"{number}@example.org",
            actor=builders.MANAGER, at=clock.now(),
        )  # fmt: skip
    mail.outbox.clear()

    together(*[lambda: services.answer_requests(actor=CLOCK, at=clock.now())] * 2)

    assert sorted(sent.to[0] for sent in mail.outbox) == [f"{n}@example.org" for n in range(6)]
