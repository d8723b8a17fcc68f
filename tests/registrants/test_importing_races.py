"""Two people and one import, and two imports at once."""

import pytest

from cet_portal.core import clock
from cet_portal.core.models import AuditEvent
from registrants import services
from registrants.models import RegisterEntry, Registrant
from tests import builders
from tests.racing import together
from tests.registrants.registering import row, send

pytestmark = pytest.mark.django_db(transaction=True)


def pressed(sent, user):
    actor, at = builders.actor_of(user), clock.now()
    return lambda: services.take_over(register_import=sent, actor=actor, at=at)


def test_two_people_take_over_the_same_import_and_it_happens_once():
    one, other = builders.staff(), builders.staff()
    sent = send(*(row(f"01-3000{number}") for number in range(5)))

    together(pressed(sent, one), pressed(sent, other))

    sent.refresh_from_db()
    assert sent.status == "COMMITTED"
    assert (Registrant.objects.count(), RegisterEntry.objects.count()) == (5, 5)
    assert AuditEvent.objects.filter(verb="register_import.commit").count() == 1


def test_of_two_imports_at_once_the_second_is_shown_anew():
    one, other = builders.staff(), builders.staff()
    first = send(row(), kind="CHANGES", user=one)
    second = send(row(forenames="Ida"), kind="CHANGES", user=other, name="other.csv")

    together(pressed(first, one), pressed(second, other))

    first.refresh_from_db()
    second.refresh_from_db()
    assert sorted([first.status, second.status]) == ["COMMITTED", "PREVIEWED"]
    assert RegisterEntry.objects.get().number == "01-30001"
