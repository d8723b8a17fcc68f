"""Timers of disputed records, exceptions and letters, and what the worker does for them."""

from datetime import timedelta

from celery import shared_task

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.sweeps import sweep
from compliance import queries, services
from compliance.queries import acts as act_reads
from compliance.queries import disputes as reads
from compliance.queries import exceptions as exception_reads
from compliance.queries import letters as letter_reads
from compliance.queries import runs as run_reads
from compliance.services import letters, running


@shared_task(name="compliance.close_documents")
def close_documents(rehearsal=None, **kwargs):
    """Give disputes to the registrar whose days for documents are over (domain.md 3.14)."""
    at = clock.now()
    sweep(
        name="compliance.close_documents",
        due=reads.to_close(clock.london_date(at)),
        act=lambda dispute: services.close_documents(dispute=dispute, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="compliance.tell_of_late_disputes")
def tell_of_late_disputes(rehearsal=None, **kwargs):
    """Tell the CET manager of determinations that are late."""
    at = clock.now()
    sweep(
        name="compliance.tell_of_late_disputes",
        due=reads.to_tell_late(clock.london_date(at)),
        act=lambda dispute: services.tell_late(dispute=dispute, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="compliance.count_figures")
def count_figures(**kwargs):
    """How everybody stands in the present cycle and in the one before: for comparisons, for the
    list of gaps, for dashboards and reports."""
    services.count_at_night(actor=CLOCK, at=clock.now())


@shared_task(name="compliance.send_notices")
def send_notices(rehearsal=None, **kwargs):
    """Notices of a possible shortfall, on their stored day (domain.md 4.2 row 19)."""
    at = clock.now()
    today = clock.london_date(at)
    letters.plan_notices(among=queries.periods(today), actor=CLOCK, at=at)
    sweep(
        name="compliance.send_notices",
        due=letter_reads.notices_due(today),
        act=lambda notice: letters.start_notice(letter_round=notice, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="compliance.write_letters")
def write_letters(round_id, **kwargs):
    """Write the letters of a round, as far as they are not written."""
    found = letter_reads.round_with_key(round_id)
    if found:
        letters.write_letters(letter_round=found, now=clock.now)


@shared_task(name="compliance.make_post_file")
def make_post_file(post_file_id, **kwargs):
    """Make the file of letters that go by post."""
    found = letter_reads.post_file_with_key(post_file_id)
    if found:
        letters.make_post_file(post_file=found, now=clock.now)


@shared_task(name="compliance.resume_letters")
def resume_letters(**kwargs):
    """Take up letters and files whose worker is gone, or whose run has been sealed meanwhile."""
    at = clock.now()
    for found in letter_reads.letters_at_work(at - letters.PATIENCE):
        letters.resume_letters(letter_round=found, at=at)
    for found in letter_reads.post_files_at_work(at - letters.PATIENCE):
        letters.resume_post_file(post_file=found, at=at)


@shared_task(name="compliance.work_on_run")
def work_on_run(run_id, **kwargs):
    """Judge ranges of a run until none is free."""
    run = run_reads.run_with_key(run_id)
    if run:
        running.work_on_run(run=run, terms=run_reads.terms_of(run), at=clock.now())


@shared_task(name="compliance.resume_runs")
def resume_runs(**kwargs):
    """Take up runs whose worker is gone, or whose request the broker lost."""
    running.resume_runs(at=clock.now())


@shared_task(name="compliance.close_evidence")
def close_evidence(rehearsal=None, **kwargs):
    """Give exceptions to the CET manager whose days for evidence are over (docs/adr/0041)."""
    at = clock.now()
    sweep(
        name="compliance.close_evidence",
        due=exception_reads.evidence_to_close(clock.london_date(at)),
        act=lambda request: services.close_evidence(request=request, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="compliance.tell_of_late_exceptions")
def tell_of_late_exceptions(rehearsal=None, **kwargs):
    """Tell the CET manager of decisions about exceptions that are late."""
    at = clock.now()
    sweep(
        name="compliance.tell_of_late_exceptions",
        due=exception_reads.exceptions_to_tell_late(clock.london_date(at)),
        act=lambda request: services.tell_late_exception(request=request, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="compliance.carry_out_act")
def carry_out_act(act_id, **kwargs):
    """Go on with an act on many: late points, removals."""
    found = act_reads.act_with_key(act_id)
    if found:
        services.carry_out(act=found, actor=CLOCK, at=clock.now())


@shared_task(name="compliance.resume_acts")
def resume_acts(**kwargs):
    """Take up acts whose worker is gone, or whose request the broker lost."""
    at = clock.now()
    for found in act_reads.acts_at_work(at - timedelta(minutes=1)):
        services.resume_act(act=found, actor=CLOCK, at=at)
