"""Variants of a scheme version: drafting, bad figures, two editors, and what stays as it was."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import InternalError, connection, transaction

from cet_portal.accounts.roles import Role
from cet_portal.core.permissions import Refused
from compliance import services, workflow
from compliance.forms.figures import read_share
from compliance.models import SchemeVariant
from compliance.queries import variants as reads
from compliance.rules.figures import figures_as_plain, figures_from_plain, figures_of
from compliance.rules.variants import completed, differences, problems
from tests import builders
from tests.racing import together
from tests.sessions_events.building import london

NOW = london(2026, 6, 1)
BASE = "ENHANCED_2019"
FIRST = figures_of(BASE)


def with_figures(**changed):
    return figures_from_plain({**figures_as_plain(FIRST), **changed})


def typed(figures=FIRST, **changed) -> dict:
    """The form as a browser sends it."""
    plain = figures_as_plain(figures)
    data = {
        "name": "Fewer interactive points",
        "legal_source": "Consultation of 2026, proposal 4",
        "purpose": "",
        "asks_units": "on",
        "annual_waived": "2020",
    }
    for name, value in plain.items():
        if isinstance(value, bool):
            if value:
                data[name] = "on"
        elif name not in ("scheme", "annual_waived"):
            data[name] = value
    return {**data, **changed}


@pytest.fixture
def ines(db):
    builders.reference()
    return builders.staff(Role.GOC_STAFF, name="Ines Marlow")


def page_of(user):
    return builders.client_for(user)


def drafted(user, **changed) -> SchemeVariant:
    values = {
        "name": "A third",
        "legal_source": "Proposal 4",
        "purpose": "",
        "figures": figures_as_plain(with_figures(interactive_share="1/3")),
        **changed,
    }
    return services.draft_variant(base=BASE, values=values, actor=builders.actor_of(user), at=NOW)


def saved(variant, user, at=NOW + timedelta(hours=1), **changed) -> SchemeVariant:
    values = {name: getattr(variant, name) for name in ("name", "legal_source", "purpose")}
    values |= {"figures": variant.figures, **changed}
    return services.save_variant(
        variant=variant,
        version=changed.pop("version", variant.version),
        values=values,
        actor=builders.actor_of(user),
        at=at,
    )


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("1/2", Fraction(1, 2)),
        ("half", Fraction(1, 2)),
        (" 50 % ", Fraction(1, 2)),
        ("0,5", Fraction(1, 2)),
        ("33.3%", Fraction(333, 1000)),
        ("-1/2", Fraction(-1, 2)),
        ("1/0", None),
        ("%", None),
        ("many", None),
    ],
)
def test_a_share_is_read_as_people_write_it(text, share):
    assert read_share(text) == share


def test_a_variant_is_drafted_and_shows_what_it_changes(ines):
    page = page_of(ines)
    form = page.get(f"/schemes/{BASE}/variants/new/").content.decode()
    assert "O1 Communication" in form
    answer = page.post(
        f"/schemes/{BASE}/variants/new/", typed(interactive_share="1/3"), follow=True
    )
    text = answer.content.decode()
    assert "half of the months" in text
    assert "1/3 of the months" in text
    variant = SchemeVariant.objects.get()
    assert variant.reference.startswith("SV-")
    found = figures_from_plain(variant.figures)
    assert differences(FIRST, found)[0].name == "interactive_share"
    assert len(differences(FIRST, found)) == 1
    assert variant.reference in page.get("/schemes/variants/").content.decode()
    assert variant.reference in page.get("/schemes/variants/?format=csv").getvalue().decode()


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"interactive_share": "-1/2"}, "interactive_share", "cannot be less than 0"),
        ({"interactive_share": "3/2"}, "interactive_share", "a share is a part of the whole"),
        ({"interactive_share": "lots"}, "interactive_share", "enter a share such as"),
        ({"peer_reviews": "-1"}, "peer_reviews", "must be 0 or more"),
        ({"peer_reviews": "1000"}, "peer_reviews", "must be 10 or less"),
        ({"peer_reviews": "9" * 5000}, "peer_reviews", "must be"),
        ({"peer_reviews": "one"}, "peer_reviews", "must be a whole number"),
        ({"annual_minimum": "13"}, "annual_minimum", "A year has 12 months"),
        ({"annual_minimum": "4"}, "annual_share", "With 11 months 5 points"),
        ({"annual_share": "0"}, "annual_share", "fewer than 12 whole months"),
        ({"annual_waived": "last year"}, "annual_waived", "is no year"),
        ({"annual_waived": "1999"}, "annual_waived", "enter years from 2005"),
        ({"units_optometrist": ["O1", "O9"]}, "units_optometrist", "O9 is no competency unit"),
        ({"units_optometrist": []}, "units_optometrist", "tick at least one unit"),
        ({"month_method": "D"}, "month_method", "choose one of the list"),
        ({"peer_reviews": "0"}, "peer_review_in_contact_lens", "No peer review is asked"),
        ({"name": ""}, "name", "Enter the name"),
        ({"legal_source": ""}, "legal_source", "Enter the legal source"),
        ({"legal_source": "x" * 301}, "legal_source", "is too long"),
    ],
)
def test_bad_figures_are_refused_at_their_field(ines, changed, field, sentence):
    answer = page_of(ines).post(
        f"/schemes/{BASE}/variants/new/", typed(**{"interactive_share": "1/3", **changed})
    )
    assert not SchemeVariant.objects.exists()
    errors = answer.context["form"].errors
    assert sentence in " ".join(errors[field]), errors
    assert list(errors) == [field] or field == "peer_review_in_contact_lens", errors


def test_a_variant_without_a_change_is_none(ines):
    answer = page_of(ines).post(f"/schemes/{BASE}/variants/new/", typed())
    assert "Nothing differs" in str(answer.context["form"].non_field_errors())


def test_without_units_no_list_is_asked(ines):
    data = typed()
    del data["asks_units"]
    page_of(ines).post(f"/schemes/{BASE}/variants/new/", data)
    assert figures_from_plain(SchemeVariant.objects.get().figures).units_optometrist == ()


def test_figures_in_force_contradict_nothing():
    known = {*FIRST.units_optometrist, *FIRST.units_dispensing_optician}
    known |= {*FIRST.units_contact_lens, *FIRST.units_therapeutic}
    for scheme in ("INITIAL_2005", "SUBSEQUENT_2007", "ENHANCED_2013", "ENHANCED_2016", BASE):
        figures = completed(figures_of(scheme))
        assert list(problems(figures, known)) == []
        assert differences(figures_of(scheme), figures) == []


def test_pressed_twice_it_is_one(ines):
    assert drafted(ines).pk == drafted(ines).pk


@pytest.mark.django_db
def test_the_second_editor_is_told_and_loses_nothing(ines):
    otto = builders.staff(Role.GOC_STAFF, name="Otto Reed")
    variant = drafted(ines)
    path = f"/schemes/variants/{variant.number}/1/change/"
    first, second = page_of(ines), page_of(otto)
    opened = second.get(path).context["form"]["version"].value()
    first.post(path, typed(interactive_share="1/4", version="1"))
    answer = second.post(path, typed(interactive_share="1/5", name="A fifth", version=opened))
    text = answer.content.decode()
    assert "Ines Marlow saved" in text
    assert "A fifth" in text
    assert "1/5 of the months" in text
    assert "1/4 of the months" in text
    variant.refresh_from_db()
    assert figures_from_plain(variant.figures).interactive_share == Fraction(1, 4)
    second.post(
        path,
        typed(
            interactive_share="1/5",
            name="A fifth",
            version=answer.context["form"]["version"].value(),
        ),
    )
    variant.refresh_from_db()
    assert (variant.name, variant.saved_by, variant.version) == ("A fifth", "Otto Reed", 3)


def rehearsed(variant, user) -> SchemeVariant:
    actor = builders.actor_of(user)
    return workflow.scheme_variant.move(variant, "rehearse", actor=actor, at=NOW)


@pytest.mark.django_db
def test_what_was_rehearsed_stays_and_a_change_is_the_next_edition(ines):
    first = rehearsed(drafted(ines), ines)
    second = saved(first, ines, name="A quarter")
    first.refresh_from_db()
    assert (first.name, first.status, first.edition) == ("A third", "REHEARSED", 1)
    assert (second.name, second.status, second.edition) == ("A quarter", "DRAFT", 2)
    assert [each.edition for each in reads.latest_of_each(builders.actor_of(ines))] == [2]
    with pytest.raises(services.VariantEdited) as edited:
        saved(first, ines, name="A fifth")
    assert edited.value.current == second
    page = page_of(ines)
    answer = page.get(f"/schemes/variants/{first.number}/1/change/")
    assert answer.url == f"/schemes/variants/{first.number}/2/change/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "act",
    ["UPDATE compliance_schemevariant SET name = 'x'", "DELETE FROM compliance_schemevariant"],
)
def test_the_database_refuses_to_change_what_was_rehearsed(ines, act):
    rehearsed(drafted(ines), ines)
    with pytest.raises(InternalError, match="stays as it was"), transaction.atomic():
        connection.cursor().execute(act)


@pytest.mark.django_db
def test_nothing_changed_makes_no_edition(ines):
    variant = rehearsed(drafted(ines), ines)
    assert saved(variant, ines) == variant


@pytest.mark.django_db
def test_a_withdrawn_variant_goes_no_further(ines):
    variant = drafted(ines)
    page = page_of(ines)
    path = f"/schemes/variants/{variant.number}/1/withdraw/"
    assert "cannot be taken back" in page.get(path).content.decode()
    page.post(path)
    variant.refresh_from_db()
    assert variant.status == "WITHDRAWN"
    with pytest.raises(Refused, match="was withdrawn"):
        saved(variant, ines, name="Again")
    again = page.post(path, follow=True).content.decode()
    assert "only once" in again
    assert page.get(f"/schemes/variants/{variant.number}/1/change/").status_code == 302
    assert page.get(f"/schemes/variants/{variant.number}/1/").status_code == 200


@pytest.mark.django_db
def test_everybody_signed_in_reads_the_rules_and_staff_alone_draft():
    builders.reference()
    marsh = builders.registrant(surname="Marsh")
    page = builders.client_for(marsh.user)
    assert "Enhanced CET from 2019" in page.get("/schemes/").content.decode()
    text = page.get(f"/schemes/{BASE}/").content.decode()
    assert "half of the months" in text
    assert "GOC bulletin, November 2013" in text
    assert "Draft a variant" not in text
    assert page.get(f"/schemes/{BASE}/variants/new/").status_code == 403
    assert page.get("/schemes/variants/").status_code == 403
    assert page.get("/schemes/NO_SUCH/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_who_change_a_rehearsed_variant_at_once_make_one_edition():
    builders.reference()
    ines = builders.staff(Role.GOC_STAFF, name="Ines Marlow")
    variant = rehearsed(drafted(ines), ines)
    outcomes = together(
        lambda: saved(variant, ines, name="One"), lambda: saved(variant, ines, name="Two")
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["SchemeVariant", "VariantEdited"]
    assert SchemeVariant.objects.count() == 2
