"""Voluntary points count in the cycle of the first rules: statement, report, run, and only there.

The figures are those of domain.md 5.9, E09 to E14.
"""

import html
from datetime import date

import pytest

from compliance.models import RunResult
from compliance.queries import inputs
from compliance.queries import runs as run_reads
from compliance.queries.everybody import everybody
from compliance.queries.judging import judged_now
from compliance.queries.report import cycle_report
from compliance.rules.inputs import plain_of, read
from compliance.services import running
from tests import builders
from tests.compliance.earned import with_points
from tests.compliance.sealed import period_of
from tests.registrants.test_granting import grant
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

AFTER = london(2007, 1, 10)


def first():
    return period_of("2005-2006", AFTER)


def someone(surname="Marsh", *, general=0, lens=None, start=date(2000, 1, 1)):
    """With so many points earned in the first cycle; `lens`: a contact lens optician."""
    return with_points(
        surname,
        general=general,
        lens=lens,
        earned=date(2006, 3, 3),
        accepted=london(2006, 6, 1),
        start=start,
        at=AFTER,
    )


def figures(person, period=None):
    judged = judged_now([person.pk], period or first())[person.pk].found
    return {
        each.code: (each.obtained, each.required)
        for each in judged.requirements
        if not each.advisory
    }


def test_at_most_24_general_points_count():
    """E09: 30 granted, 12 earned: 36 of 36."""
    marsh = someone(general=12)
    assert figures(marsh)["GENERAL_POINTS"] == (12, 36)
    grant(marsh, general=30)
    assert figures(marsh)["GENERAL_POINTS"] == (36, 36)


def test_who_joined_later_is_credited_nothing():
    """E11."""
    marsh = someone(start=date(2005, 8, 1))
    grant(marsh, general=20)
    assert figures(marsh)["GENERAL_POINTS"][0] == 0


def test_specialist_points_count_in_both_purses():
    """E14: 6 earned and 12 granted specialist, 20 general: 20 + 4 + 12 = 36, and 18 of 18."""
    marsh = someone(general=20, lens=6)
    grant(marsh, general=0, specialist=[("CONTACT_LENS", 15)])
    assert figures(marsh) == {"GENERAL_POINTS": (36, 36), "SPECIALIST_POINTS": (18, 18)}


def test_it_counts_in_no_other_cycle():
    marsh = someone(general=12)
    before = figures(marsh, period_of("2007-2009", AFTER))
    grant(marsh)
    assert figures(marsh, period_of("2007-2009", AFTER)) == before


def texts(period):
    found = inputs.gathered(period, 1, 10**9, as_at=period.last_day)
    return {each.registrant_id: each.inputs for each in found}


def test_a_run_judges_it_and_no_other_text_changes():
    """No byte of anybody else's text, nor of another cycle's, is another."""
    marsh, fell = someone(general=12), someone("Fell", general=12)
    later = period_of("2007-2009", AFTER)
    old, old_later = texts(first()), texts(later)
    grant(marsh, general=24)
    new = texts(first())

    assert new[fell.pk] == old[fell.pk]
    assert texts(later) == old_later
    assert new[marsh.pk] == old[marsh.pk][:-1] + ',"voluntary":[24,[]]}'
    assert read(new[marsh.pk]).person.voluntary.general == 24
    assert plain_of(new[marsh.pk])["voluntary"] == [24, []]

    run = running.start_run(
        period=first(),
        kind="REHEARSAL",
        actor=builders.actor_of(builders.staff()),
        at=AFTER,
    )
    running.work_on_run(run=run, terms=run_reads.terms_of(run), at=AFTER)
    met = dict(RunResult.objects.filter(run=run).values_list("registrant_id", "met"))
    assert met == {marsh.pk: True, fell.pk: False}
    run.refresh_from_db()
    assert not running.verify_run(run=run).differences


def test_report_and_nightly_judging_agree_with_it():
    marsh = someone(general=12)
    grant(marsh)
    (row,) = cycle_report(first(), today=AFTER.date()).rows
    (judged,) = everybody(first(), today=first().last_day)
    assert row.requirement.obtained == 36
    assert judged.outlook.now.met


def test_the_statement_shows_it(time_machine):
    marsh = someone(general=12)
    grant(marsh, general=24, granted_by="The registrar")
    time_machine.move_to(AFTER, tick=False)
    client = builders.client_for(marsh.user, "registrant")
    page = client.get("/statement/?cycle=2005-2006").content.decode()
    assert "24 general points" in page
    assert "Granted by The registrar on 1 December 2005" in page
    other = client.get("/statement/?cycle=2007-2009").content.decode()
    assert "Granted by" not in other


def test_a_cycle_with_a_grant_alone_is_not_empty(time_machine):
    """20 of 36 is shown with its sum, on statement, requirement and transcript."""
    marsh = someone()
    grant(marsh, general=20)
    time_machine.move_to(london(2026, 11, 5), tick=False)
    client = builders.client_for(marsh.user, "registrant")

    def read(path):
        return html.unescape(client.get(path).content.decode())

    page = read("/statement/?cycle=2005-2006")
    one = read("/statement/requirements/general-points/?cycle=2005-2006")
    record = read("/statement/record/?cycles=2005-2006&parts=REQUIREMENTS&parts=ACCEPTED")

    for text in (page, one, record):
        assert "Nothing is recorded for this cycle" not in text
        assert "granted" in text
    assert "20 of 36 points obtained" in page
    assert "No CET is recorded for this cycle." in page
    assert "20 of 36 points obtained" in one
    assert "No entry: the points are those that the registrar granted" in one
    other = read("/statement/?cycle=2010-2012")
    assert "Nothing is recorded for this cycle" in other


def test_the_note_of_the_cycle_that_ended_has_it(time_machine):
    marsh = someone(general=12)
    grant(marsh, general=24)
    time_machine.move_to(AFTER, tick=False)
    page = builders.client_for(marsh.user, "registrant").get("/statement/").content.decode()
    assert "Your last cycle ended: you met every requirement" in page
