"""Voluntary points up to 30 June 2005, as the registrar granted them: recorded, corrected."""

from datetime import date

import pytest

from cet_portal.accounts.roles import PROVIDER_ROLES
from cet_portal.core.models import AuditEvent
from cet_portal.core.permissions import Refused
from registrants import services
from registrants.models import VoluntaryGrant
from registrants.queries import granting as reads
from tests import builders
from tests.racing import together
from tests.registrants.building import WINTER

pytestmark = pytest.mark.django_db

DAY = date(2005, 12, 1)


@pytest.fixture
def ada():
    return builders.registrant("01-20001", start=date(2000, 1, 1))


def staff():
    return builders.actor_of(builders.staff())


def grant(person, by=None, **changed) -> VoluntaryGrant:
    values = {
        "granted_by": "The registrar",
        "granted_on": DAY,
        "general": 24,
        "specialist": [],
        "reason": "Letter of 1 December 2005.",
        **changed,
    }
    return services.grant_voluntary(registrant=person, **values, actor=by or staff(), at=WINTER)


def test_what_was_granted_is_kept_and_audited(ada):
    made = grant(ada, specialist=[("SUPPLEMENTARY_PRESCRIBING", 3), ("ADDITIONAL_SUPPLY", 9)])

    found = reads.granted_in_force([ada.pk])[ada.pk]
    assert found == (24, (("SUPPLEMENTARY_PRESCRIBING", 3), ("ADDITIONAL_SUPPLY", 9)))
    assert made.specialist_words == ["supplementary prescribing: 3", "additional supply: 9"]
    kept = AuditEvent.objects.get(verb="register.grant_voluntary")
    assert (kept.subject_id, kept.data["was"], kept.data["now"][0]) == (ada.pk, None, 24)


def test_a_correction_is_a_new_row_and_the_old_one_stays(ada):
    first = grant(ada)
    second = grant(ada, general=20, reason="It said 20.", instead_of=first.pk)
    first.refresh_from_db()
    assert (first.general, first.replaced_at) == (24, WINTER)
    assert reads.grant_in_force(ada.pk) == second
    grant(ada, general=0, reason="It was somebody else.", instead_of=second.pk)
    assert reads.granted_in_force([ada.pk]) == {}
    assert VoluntaryGrant.objects.count() == 3


def test_what_is_refused(ada):
    for changed, words in (
        ({"granted_by": " "}, "Say who granted"),
        ({"reason": " "}, "Say on what this rests"),
        ({"granted_on": date(2028, 1, 1)}, "today or in the past"),
        ({"granted_on": date(2005, 6, 29)}, "must be 30 June 2005 or later"),
        ({"general": 0}, "Enter the points"),
        ({"general": 100}, "at most 99"),
        ({"specialist": [("ADDITIONAL_SUPPLY", 0)]}, "whole numbers"),
        ({"specialist": [("ADDITIONAL_SUPPLY", 1)] * 2}, "once"),
        ({"specialist": [("CONTACT_LENS", 1)]}, "belongs to another profession"),
        ({"instead_of": 99}, "recorded something meanwhile"),
    ):
        with pytest.raises(Refused, match=words):
            grant(ada, **changed)
    made = grant(ada)
    with pytest.raises(Refused, match="Nothing is different"):
        grant(ada, instead_of=made.pk)
    with pytest.raises(Refused, match="recorded something meanwhile"):
        grant(ada, general=12)


def test_only_staff_record_and_only_the_person_and_staff_read(ada):
    grant(ada)
    provider, _admin = builders.provider_with()
    own = builders.actor_of(ada.user, "registrant")
    strangers = [
        builders.actor_of(builders.registrant().user, "registrant"),
        builders.actor_of(builders.approver()),
        *(builders.actor_of(builders.member(provider, role)) for role in PROVIDER_ROLES),
    ]
    for actor in (own, *strangers):
        with pytest.raises(Refused, match="Only GOC staff"):
            grant(ada, by=actor)
    assert VoluntaryGrant.objects.visible_to(own).count() == 1
    assert VoluntaryGrant.objects.visible_to(staff()).count() == 1
    assert not any(VoluntaryGrant.objects.visible_to(each).exists() for each in strangers)


@pytest.mark.django_db(transaction=True)
def test_two_of_staff_record_at_once():
    ada = builders.registrant("01-20001", start=date(2000, 1, 1))
    one, other = staff(), staff()
    outcomes = together(
        lambda: grant(ada, by=one, general=24), lambda: grant(ada, by=other, general=12)
    )
    assert sum(isinstance(each, Refused) for each in outcomes) == 1
    assert VoluntaryGrant.objects.count() == 1


@pytest.mark.parametrize("both", [True, False])
def test_it_goes_along_when_two_people_are_one(ada, both):
    other = builders.registrant("01-20002", start=date(2000, 1, 1), account=False)
    grant(other, general=6)
    if both:
        grant(ada, general=9)
    services.join_people(kept=ada, joined=other, reason="x", actor=staff(), at=WINTER)
    assert reads.granted_in_force([ada.pk])[ada.pk][0] == (9 if both else 6)
    assert VoluntaryGrant.objects.filter(registrant=ada).count() == (2 if both else 1)


# Pages


def test_the_page_records_and_corrects(ada, time_machine):
    time_machine.move_to(WINTER, tick=False)
    desk = builders.client_for(builders.staff())
    address = f"/register/people/{ada.pk}/voluntary/"
    assert address in desk.get(f"/register/people/{ada.pk}/").content.decode()
    assert "Nothing is recorded." in desk.get(address).content.decode()
    typed = {
        "granted_by": "<b>Registrar</b>",
        "granted_on_day": "1",
        "granted_on_month": "12",
        "granted_on_year": "2005",
        "general": "24",
        "specialty_1": "ADDITIONAL_SUPPLY",
        "points_1": "12",
        "reason": "Letter.",
    }
    for wrong, words in (
        ({"points_1": ""}, "Enter the points for this specialty"),
        ({"specialty_1": ""}, "Choose the specialty of these points"),
        ({"specialty_2": "ADDITIONAL_SUPPLY", "points_2": "1"}, "Each specialty can be there once"),
        ({"general": "-1"}, "There is a problem"),
        ({"granted_on_year": "2029"}, "must be today or in the past"),
        ({"granted_on_year": "2003"}, "must be 30 June 2005 or later"),
        ({"specialty_1": "CONTACT_LENS"}, "belongs to another profession"),
    ):
        shown = desk.post(address, {**typed, **wrong}).content.decode()
        assert words in shown
        assert "&lt;b&gt;Registrar&lt;/b&gt;" in shown
    assert not VoluntaryGrant.objects.exists()
    done = desk.post(address, typed, follow=True).content.decode()
    assert "General: 24. Granted by &lt;b&gt;Registrar&lt;/b&gt; on 1 December 2005." in done
    assert "Additional supply: 12" in done
    assert "What was recorded before stays below." not in done
    stale = desk.post(address, {**typed, "general": "20"}).content.decode()
    assert "Somebody has recorded something meanwhile" in stale
    key = VoluntaryGrant.objects.get().pk
    typed |= {"general": "20", "reason": "It said 20.", "instead_of": key}
    corrected = desk.post(address, typed, follow=True).content.decode()
    assert "It said 20." in corrected
    assert "What was recorded before stays below." in corrected
    assert VoluntaryGrant.objects.count() == 2
    client = builders.client_for(ada.user, "registrant")
    assert client.get(address).status_code == 403
    assert desk.get("/register/people/99999/voluntary/").status_code == 404


def test_the_page_says_what_will_not_count(ada):
    """Rules 12(2)(a) and 13(2)(a): the name, or the specialty, in the register on 30 June 2005."""
    desk = builders.client_for(builders.staff())

    def says(person):
        return desk.get(f"/register/people/{person.pk}/voluntary/").content.decode()

    later = builders.registrant("01-20002", start=date(2005, 7, 1))
    assert "Not on the register on 30 June 2005, so no points granted will count." in says(later)
    assert "No specialty on 30 June 2005" in says(ada)
    for specialty, start in (
        ("ADDITIONAL_SUPPLY", date(2005, 6, 30)),
        ("SUPPLEMENTARY_PRESCRIBING", date(2005, 7, 1)),
    ):
        services.add_specialty(
            registrant=ada, specialty=specialty, start=start, actor=staff(), at=WINTER
        )
    held = "Specialty on 30 June 2005: additional supply. Points granted for another will not count"
    assert held in says(ada)
