"""Timers of events, and the work of large uploads."""

from celery import shared_task
from django.conf import settings

from cet_portal.core import clock, holidays
from cet_portal.core.actor import CLOCK
from cet_portal.core.sweeps import sweep
from sessions_events import queries, services
from sessions_events.models import NonUkCet, PeerReview
from sessions_events.queries import asking, lateness
from sessions_events.queries import cases as case_reads
from sessions_events.services import cases


@shared_task(name="sessions_events.tell_overdue")
def tell_overdue(rehearsal=None, **kwargs):
    """Remind providers of what they owe, before and after its last day (timers 7, 8 and 10)."""
    at = clock.now()
    sweep(
        name="sessions_events.tell_overdue",
        due=lateness.providers_to_tell(clock.london_date(at)),
        act=lambda provider: [
            duty.reference for duty in services.remind(provider=provider, actor=CLOCK, at=at)
        ],
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="sessions_events.lift_holds")
def lift_holds(rehearsal=None, **kwargs):
    """Note and tell that holds on new submissions are over."""
    at = clock.now()
    sweep(
        name="sessions_events.lift_holds",
        due=lateness.holds_to_lift(clock.london_date(at)),
        act=lambda hold: services.lift_hold(provider_id=hold.provider_id, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="sessions_events.pass_on_cases")
def pass_on_cases(rehearsal=None, **kwargs):
    """Give cases about points to staff that the provider did not settle in 10 working days."""
    at = clock.now()
    sweep(
        name="sessions_events.pass_on_cases",
        due=case_reads.to_pass_on(clock.london_date(at)),
        act=lambda case: cases.pass_on_overdue(case=case, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="sessions_events.remind_of_cases")
def remind_of_cases(rehearsal=None, **kwargs):
    """Remind whoever has a case about points, 3 working days before its last day."""
    at = clock.now()
    sweep(
        name="sessions_events.remind_of_cases",
        due=case_reads.to_remind(clock.london_date(at), holidays.current()),
        act=lambda case: cases.remind(case=case, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="sessions_events.tell_of_late_cases")
def tell_of_late_cases(rehearsal=None, **kwargs):
    """Tell the CET manager of cases about points that staff have had for too long."""
    at = clock.now()
    sweep(
        name="sessions_events.tell_of_late_cases",
        due=case_reads.to_tell_late(clock.london_date(at)),
        act=lambda case: cases.tell_late(case=case, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="sessions_events.read_upload")
def read_upload(upload_id, **kwargs):
    """Read the file of a large upload."""
    upload = queries.upload(upload_id)
    if upload:
        services.read_in_background(upload=upload, at=clock.now())


@shared_task(name="sessions_events.take_upload")
def take_upload(upload_id, **kwargs):
    """Take the ready rows of a large upload."""
    upload = queries.upload(upload_id)
    if upload:
        services.take_in_background(upload=upload, at=clock.now())


@shared_task(name="sessions_events.make_certificates")
def make_certificates(batch_id, **kwargs):
    """Make all certificates of an event, as zip files or messages."""
    batch = queries.certificate_batch(batch_id)
    if batch:
        services.make_batch(
            batch=batch, site=settings.SITE_ADDRESS, now=clock.now, actor=CLOCK, at=clock.now()
        )


@shared_task(name="sessions_events.resume_certificates")
def resume_certificates(**kwargs):
    """Take up batches of certificates whose worker is gone."""
    at = clock.now()
    for batch in queries.stalled_batches(at - services.PATIENCE):
        services.resume_batch(batch=batch, actor=CLOCK, at=at)


@shared_task(name="sessions_events.tell_of_records")
def tell_of_records(rehearsal=None, **kwargs):
    """Tell providers of attendance records whose six years end within 30 days."""
    at = clock.now()
    sweep(
        name="sessions_events.tell_of_records",
        due=queries.records_ending(clock.london_date(at)),
        act=lambda record: services.tell_of_end(record=record, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="sessions_events.remove_records")
def remove_records(rehearsal=None, **kwargs):
    """Remove files of attendance records whose six years are over (timer 27)."""
    at = clock.now()
    sweep(
        name="sessions_events.remove_records",
        due=queries.records_over(clock.london_date(at)),
        act=lambda record: services.remove_record(record=record, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="sessions_events.remind_of_keys")
def remind_of_keys(rehearsal=None, **kwargs):
    """Tell owners of keys of machines that these end, 30 and 7 days before and the day after."""
    at = clock.now()
    sweep(
        name="sessions_events.remind_of_keys",
        due=queries.keys_to_remind(clock.london_date(at)),
        act=lambda key: services.remind_of_key(key=key, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="sessions_events.remove_zip_files")
def remove_zip_files(rehearsal=None, **kwargs):
    """Remove zip files of certificates that were kept as long as was said."""
    at = clock.now()
    sweep(
        name="sessions_events.remove_zip_files",
        due=queries.batches_to_remove(clock.london_date(at)),
        act=lambda batch: services.remove_files(batch=batch, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="sessions_events.resume_uploads")
def resume_uploads(**kwargs):
    """Take up uploads whose worker is gone, or whose request the broker lost."""
    at = clock.now()
    for upload in queries.stalled_uploads(at - services.PATIENCE):
        services.resume(upload=upload, actor=CLOCK, at=at)


@shared_task(name="sessions_events.lapse_reviews")
def lapse_reviews(rehearsal=None, **kwargs):
    """Peer review that begins and was not decided cannot be approved any more."""
    at = clock.now()
    sweep(
        name="sessions_events.lapse_reviews",
        due=asking.undecided(PeerReview, at),
        act=lambda asked: services.lapse_asked(asked=asked, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="sessions_events.lapse_non_uk")
def lapse_non_uk(rehearsal=None, **kwargs):
    """CET outside the UK that begins and was not decided cannot be approved any more."""
    at = clock.now()
    sweep(
        name="sessions_events.lapse_non_uk",
        due=asking.undecided(NonUkCet, at),
        act=lambda asked: services.lapse_asked(asked=asked, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="sessions_events.remind_askers")
def remind_askers(rehearsal=None, **kwargs):
    """Remind registrants of what they have to confirm, before and after its last day."""
    at = clock.now()
    sweep(
        name="sessions_events.remind_askers",
        due=asking.duties_to_tell(clock.london_date(at)),
        act=lambda duty: services.remind_asker(duty=duty, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )
