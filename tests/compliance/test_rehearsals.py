"""Rehearsing a variant over the register: who changes, how many, and the page of it."""

from dataclasses import replace
from fractions import Fraction

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cet_portal.accounts.roles import Role
from cet_portal.core.permissions import Refused
from compliance import queries, services
from compliance.models import ComplianceRun, SchemeVariant, VariantChange, VariantTally
from compliance.queries import rehearsals as reads
from compliance.rules import Person, Voluntary, assess
from compliance.rules.figure_words import SCHEMES
from compliance.rules.figures import MonthMethod, figures_as_plain, figures_of
from compliance.rules.rehearsing import WHOLE, Tally, change_of, compared, together
from compliance.rules.variants import completed, names_of
from compliance.services import rehearsing, running
from tests import builders
from tests.compliance import running as runs
from tests.compliance.people import CYCLES, DO, OO, entry, held, person, point

BASE = figures_of("ENHANCED_2019")
PERIOD = CYCLES["2019-2021"]


def pure(points: int, **changed):
    """Somebody with so many general points, by the figures in force and by others."""
    someone = person(
        entry("2015-01-01"),
        points=[point("2020-03-01", reference=f"P{number}") for number in range(points)],
    )
    figures = completed(replace(BASE, **changed))
    return assess(someone, PERIOD), assess(someone, PERIOD, figures=figures)


def test_a_part_of_a_point_a_month_is_asked_and_explained():
    _before, after = pure(30, points_a_month=Fraction(5, 6))
    general = after.requirement("GENERAL_POINTS")
    assert (general.required, general.met) == (30, True)
    assert "5/6 of a point for each: 30" in general.explanation


def test_a_change_says_both_sides_with_their_reasons():
    before, after = pure(30, points_a_month=Fraction(5, 6))
    change = change_of(compared(before, after))
    assert change.direction == "STAYS_NOT_MET"  # units and peer review are missing
    assert change.codes == ["GENERAL_POINTS"]
    (only,) = change.changes
    assert (only["before"]["required"], only["after"]["required"]) == (36, 30)
    assert "6 are missing" in only["before"]["explanation"]
    assert "met" in only["after"]["explanation"]


def test_what_is_not_asked_any_more_counts_as_met():
    before, after = pure(0, units_optometrist=())
    (only,) = change_of(compared(before, after)).changes
    assert (only["code"], only["after"]) == ("COMPETENCY_UNITS", None)
    tally = Tally()
    tally.look("OPTOMETRIST", compared(before, after))
    count = together(tally.rows())["OPTOMETRIST", ("COMPETENCY_UNITS", "", 0)]
    assert (count.asked_before, count.asked_after, count.to_met) == (1, 0, 1)


def test_the_same_figures_change_nobody():
    before, after = pure(12)
    assert change_of(compared(before, after)) is None


def test_tallies_add_up():
    one, two = Tally(), Tally()
    one.look("OPTOMETRIST", compared(*pure(36)))
    two.look("OPTOMETRIST", compared(*pure(30, points_a_month=Fraction(5, 6))))
    whole = together([*one.rows(), *two.rows()])["OPTOMETRIST", WHOLE]
    assert (whole.asked_after, whole.other, whole.to_met) == (2, 1, 0)


EVERYTHING = {
    "month_method": MonthMethod.WITHOUT_FIRST,
    "points_a_month": Fraction(5, 6),
    "points_a_month_before": Fraction(3),
    "specialist_share": Fraction(1, 3),
    "specialist_share_before": Fraction(1, 3),
    "therapeutic_is_one": None,
    "contact_lens_within_general": None,
    "voluntary_general_most": 3,
    "voluntary_specialist_most": 3,
    "overlap_most": 1,
    "overlap_voluntary_most": 1,
    "interactive_share": Fraction(1, 3),
    "units_optometrist": ("O1",),
    "units_dispensing_optician": ("D1",),
    "units_contact_lens": ("C1",),
    "units_therapeutic": ("T1",),
    "peer_reviews": 2,
    "peer_review_in_contact_lens": None,
    "peer_review_in_therapeutic": None,
    "needs_reflection": None,
    "standards_of_practice": 3,
    "annual_minimum": 7,
    "annual_share": Fraction(1, 3),
    "annual_waived": (2014, 2017, 2019, 2022, 2025),
}
FIGURES = [(scheme, name) for scheme in SCHEMES for name in names_of(scheme)]
CYCLE_OF = {period.scheme: period for period in CYCLES.values()}


def samples(period) -> list[Person]:
    """People whom each figure concerns, in the cycle."""
    first, year = period.first_day, period.first_day.year
    at = f"{year + 1}-03-01"
    before, during = "2003-05-16", f"{year}-09-01"
    peers = {"peer_review": True, "total": 3}

    def points(specialty):
        kinds = [{}, {"reflection": True}, {"reflection": True, "specialty": specialty}]
        many = [point(at, 8, f"S{n}", specialty=specialty) for n in range(2)]
        return [*many, *(point(at, reference=f"R{n}", **peers, **k) for n, k in enumerate(kinds))]

    found = []
    for start in (before, during):
        for profession, specialties in (
            (OO, ("INDEPENDENT_PRESCRIBING", "ADDITIONAL_SUPPLY")),
            (DO, ("CONTACT_LENS",)),
        ):
            someone = person(
                entry(start, profession=profession),
                specialties=[held(each, start) for each in specialties],
                points=points(specialties[0]),
            )
            granted = Voluntary(24, ((specialties[0], 12),)) if first.year == 2005 else Voluntary()
            found.append(replace(someone, voluntary=granted))
    return found


@pytest.mark.parametrize(("scheme", "name"), FIGURES)
def test_each_figure_that_can_be_changed_changes_something(scheme, name):
    base, period = figures_of(scheme), CYCLE_OF[scheme]
    value = EVERYTHING[name]
    value = (not getattr(base, name)) if value is None else value
    other = completed(replace(base, **{name: value}))
    changed = [
        change_of(compared(assess(each, period), assess(each, period, figures=other)))
        for each in samples(period)
    ]
    assert any(changed)


# Over the register.


def variant_with(user, **changed) -> SchemeVariant:
    figures = completed(replace(BASE, **changed))
    values = {
        "name": "Another minimum",
        "legal_source": "Proposal 4",
        "purpose": "",
        "figures": figures_as_plain(figures),
    }
    return services.draft_variant(
        base=BASE.scheme, values=values, actor=builders.actor_of(user), at=runs.AFTER
    )


def rehearsed(user, **changed) -> ComplianceRun:
    run = rehearsing.rehearse_variant(
        variant=variant_with(user, **changed),
        period=runs.period(),
        actor=builders.actor_of(user),
        at=runs.AFTER,
    )
    return runs.work(run)


@pytest.fixture
def ines(db):
    runs.fill(people=30)
    return builders.staff(Role.GOC_STAFF, name="Ines Marlow")


def test_a_rehearsal_counts_everybody_and_keeps_who_changes(ines):
    run = rehearsed(ines, points_a_month=Fraction(1, 3))
    assert (run.status, run.kind) == ("SEALED", "REHEARSAL")
    counts = reads.counts_of(run)
    assert counts.whole.asked_after == run.people == 30
    assert counts.whole.met_after == run.met
    assert sum(row.count.asked_after for row in counts.professions) == 30
    changed = VariantChange.objects.filter(run=run)
    assert changed.count() == counts.whole.changed == 30
    by_direction = changed.filter(direction="TO_MET").count()
    assert by_direction == counts.whole.to_met
    in_force = runs.done()
    assert in_force.met == counts.whole.met_before


def test_a_rehearsal_keeps_the_variant_as_it_was(ines):
    variant = rehearsed(ines, peer_reviews=2).variant
    assert variant.status == "REHEARSED"


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE compliance_variantchange SET direction = 'TO_MET'",
        "DELETE FROM compliance_variantchange",
        "UPDATE compliance_varianttally SET rows = '[]'",
        "DELETE FROM compliance_varianttally",
        "TRUNCATE compliance_variantchange",
        "TRUNCATE compliance_varianttally",
        "TRUNCATE compliance_runrange",
        "UPDATE compliance_runrange SET people = 1",
        "DELETE FROM compliance_runrange",
        "INSERT INTO compliance_runrange (run_id, place, first, last, people)"
        " SELECT id, 99, 1, 2, 0 FROM compliance_compliancerun",
        "INSERT INTO compliance_variantchange (run_id, registrant_id, number, profession,"
        " direction, codes, changes) SELECT run_id, registrant_id + 1000, number, profession,"
        " direction, codes, changes FROM compliance_variantchange",
    ],
)
def test_the_database_refuses_to_change_what_a_rehearsal_found(ines, act):
    rehearsed(ines, points_a_month=Fraction(1, 3))
    connection.check_constraints()
    words = "cannot be changed|never changed|while it is running"
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        connection.cursor().execute(act)


def test_pressed_twice_it_is_one_rehearsal(ines):
    variant = variant_with(ines, peer_reviews=2)
    values = {"period": runs.period(), "actor": builders.actor_of(ines), "at": runs.AFTER}
    first = rehearsing.rehearse_variant(variant=variant, **values)
    assert rehearsing.rehearse_variant(variant=variant, **values) == first


def test_another_scheme_versions_cycle_is_refused(ines):
    begun = queries.periods(runs.AFTER.date())
    with pytest.raises(Refused, match="another scheme version"):
        rehearsing.rehearse_variant(
            variant=variant_with(ines, peer_reviews=2),
            period=queries.period_named("2010-2012", begun),
            actor=builders.actor_of(ines),
            at=runs.AFTER,
        )


def test_whose_data_contradict_themselves_is_in_no_count(ines):
    runs.overlapping()
    run = rehearsed(ines, points_a_month=Fraction(1, 3))
    assert reads.counts_of(run).whole.asked_after == 29
    page = builders.client_for(ines).get(f"/schemes/rehearsals/{run.pk}/")
    apart = page.context["figures"][-1]
    assert (apart["number"], apart["label"]) == (1, "listed apart, not judged")
    assert apart["url"] == f"/runs/{run.number}/?standing=apart"
    assert builders.client_for(ines).get(apart["url"]).context["page"].paginator.count == 1


def test_a_cancelled_rehearsal_leaves_nothing(ines):
    run = rehearsing.rehearse_variant(
        variant=variant_with(ines, peer_reviews=2),
        period=runs.period(),
        actor=builders.actor_of(ines),
        at=runs.AFTER,
    )
    page = builders.client_for(ines)
    assert "is running" in page.get(f"/schemes/rehearsals/{run.pk}/").content.decode()
    running.cancel_run(run=run, actor=builders.actor_of(ines), at=runs.AFTER)
    assert not VariantTally.objects.exists()
    assert "did not finish" in page.get(f"/schemes/rehearsals/{run.pk}/").content.decode()
    assert page.get(f"/schemes/rehearsals/{run.pk}/?format=csv").status_code == 404


def test_the_page_shows_reasons_filters_and_a_file(ines):
    run = rehearsed(ines, points_a_month=Fraction(1, 3))
    page, path = builders.client_for(ines), f"/schemes/rehearsals/{run.pk}/"
    text = page.get(path).content.decode()
    assert "1/3 of a point for each: 12" in text
    assert "1 point for each: 36" in text
    assert f"Points in {run.cycle[:4]}" in text
    one = VariantChange.objects.filter(run=run).first()
    found = page.get(f"{path}?words={one.number}&direction={one.direction}").context["page"]
    assert [each.number for each in found] == [one.number]
    assert not page.get(f"{path}?code=PEER_REVIEW").context["page"].object_list
    counts = {row.code: row.count for row in reads.counts_of(run).requirements}
    general = counts["GENERAL_POINTS"]
    for side, number in (("met", general.to_met), ("not-met", general.to_not_met)):
        found = page.get(f"{path}?code=GENERAL_POINTS&side={side}").context["page"]
        assert found.paginator.count == number
    assert general.to_met
    assert page.get(f"{path}?direction=nonsense&profession=x&code=y").status_code == 200
    file = page.get(f"{path}?format=csv&words={one.number}").getvalue().decode()
    lines = file.strip().splitlines()
    assert len(lines) == 1 + len(one.changes)
    assert one.number in lines[1]
    assert run.number in page.get(f"/schemes/variants/{run.variant.number}/1/").content.decode()


def test_who_would_have_another_result_comes_first(ines):
    run = rehearsed(ines, points_a_month=Fraction(7, 6))
    rows = reads.changes_of(builders.actor_of(ines), run)
    turned = [each.direction in reads.TURNED for each in rows]
    assert turned == sorted(turned, reverse=True)
    assert set(turned) == {True, False}


def test_the_page_asks_the_same_number_of_queries_for_any_register(ines):
    run = rehearsed(ines, points_a_month=Fraction(1, 3))
    page, path = builders.client_for(ines), f"/schemes/rehearsals/{run.pk}/"

    def asked(query: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page.get(path + query)
        return len(captured)

    asked("")
    one = VariantChange.objects.filter(run=run).first()
    assert asked("") == asked(f"?words={one.number}") < 25


def test_the_form_starts_a_rehearsal_of_a_cycle_of_its_scheme_version(ines):
    variant = variant_with(ines, peer_reviews=2)
    page = builders.client_for(ines)
    path = f"/schemes/variants/{variant.number}/1/rehearse/"
    form = page.get(path).context["form"]
    assert [name for name, _label in form.fields["cycle"].choices][-1] == "2019-2021"
    assert "choose one of the list" in page.post(path, {"cycle": "2010-2012"}).content.decode()
    assert "Select the cycle" in page.post(path, {}).content.decode()
    answer = page.post(path, {"cycle": "2019-2021"})
    run = ComplianceRun.objects.get()
    assert answer.url == f"/schemes/rehearsals/{run.pk}/"
    assert (run.variant, run.cycle) == (variant, "2019-2021")


def test_nobody_else_sees_a_rehearsal(ines):
    run = rehearsed(ines, peer_reviews=2)
    page = builders.client_for(builders.approver())
    assert page.get(f"/schemes/rehearsals/{run.pk}/").status_code == 403
    plain_run = runs.done()
    staff = builders.client_for(ines)
    assert staff.get(f"/schemes/rehearsals/{plain_run.pk}/").status_code == 404
