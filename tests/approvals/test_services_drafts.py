"""Writing and submitting a draft: what is kept, what is refused, what is told."""

import pytest

from approvals import services
from approvals.models import CetApplication, Submission
from cet_portal.core import clock
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from providers.models import Fee
from tests import builders

pytestmark = pytest.mark.django_db


def told(kind):
    return list(OutboxMessage.objects.filter(kind=kind).values_list("to", flat=True))


def actor_for(application):
    return builders.actor_of(builders.administrator_of(application.provider))


def save(application, section="about", **given):
    given.setdefault("values", {})
    return services.save_section(
        application=application,
        section=section,
        version=given.pop("version", application.version),
        actor=actor_for(application),
        at=clock.now(),
        **given,
    )


def test_create_draft_gives_the_next_number():
    first, second = builders.draft(), builders.draft()

    assert int(second.c_number[2:]) == int(first.c_number[2:]) + 1


def test_create_draft_for_another_provider_is_refused():
    _provider, admin = builders.provider_with()
    other, _other_admin = builders.provider_with()

    with pytest.raises(Refused, match="Only the provider"):
        services.create_draft(
            provider_id=other.pk,
            values={"title": "Not mine"},
            actor=builders.actor_of(admin),
            at=clock.now(),
        )

    assert not CetApplication.objects.exists()


def test_save_section_replaces_the_lists_it_is_given_and_counts_the_version():
    application = builders.draft()

    saved = save(
        application,
        "learning",
        values={"assessment": "Questions"},
        objectives=[{"text": "Only one", "units": ["O1"]}],
    )

    assert saved.version == application.version + 1
    assert [(each.text, each.units) for each in saved.objectives.all()] == [("Only one", ["O1"])]
    assert saved.contributors.count() == 1


def test_save_section_replaces_people_in_the_order_given():
    people = [
        {"name": "B", "qualifications": "", "part": "AUTHOR"},
        {"name": "A", "qualifications": "optometrist", "part": "PRESENTER"},
    ]

    saved = save(builders.draft(), "people", contributors=people)

    assert [each.name for each in saved.contributors.order_by("order")] == ["B", "A"]


def test_save_section_remembers_the_section_once():
    provider, admin = builders.provider_with()
    draft = services.create_draft(
        provider_id=provider.pk,
        values={"title": "Dry eye"},
        actor=builders.actor_of(admin),
        at=clock.now(),
    )

    saved = save(save(draft, "speed", values={"fast_track": False}), "speed")

    assert saved.sections_saved == ["about", "speed"]


def test_save_section_with_an_old_version_tells_the_second_editor():
    application = builders.draft()
    save(application, values={"title": "First"})

    with pytest.raises(services.EditedMeanwhile) as meanwhile:
        save(application, values={"title": "Second"})

    application.refresh_from_db()
    assert meanwhile.value.current.title == "First"
    assert application.title == "First"


def test_save_section_of_what_was_submitted_is_refused():
    with pytest.raises(Refused, match="can no longer be changed"):
        save(builders.application_at("SUBMITTED"), values={"title": "Late"})


def test_save_section_while_asked_is_for_the_sections_asked_about():
    application = builders.application_at("INFORMATION_REQUESTED")

    saved = save(application, "practice", values={"patient_care": "Said better"})
    with pytest.raises(Refused, match="No question is about this section"):
        save(saved, "about", values={"title": "Something else"})

    saved.refresh_from_db()
    assert (saved.patient_care, saved.title) == ("Said better", application.title)


def test_submit_starts_ten_working_days_and_tells_the_others():
    provider, admin = builders.provider_with()
    colleague = builders.member(provider, "SYSTEM_ADMINISTRATOR")

    application = builders.application_at("SUBMITTED", provider=provider)

    assert application.deadline.working_days == 10
    assert told("application_submitted") == [colleague.email]
    assert admin.email != colleague.email


def test_submit_of_an_incomplete_draft_is_refused():
    application = builders.draft(summary="")

    with pytest.raises(Refused, match="missing or contradict"):
        services.submit(application=application, actor=actor_for(application), at=clock.now())


def test_submit_of_something_unusual_is_taken():
    application = builders.application_at("SUBMITTED", points_total=9)

    assert application.points_total == 9


def test_submit_by_a_provider_off_the_list_is_refused():
    provider, _admin = builders.provider_with(listed=False)
    application = builders.draft(provider=provider)

    with pytest.raises(Refused, match="not on the list"):
        services.submit(application=application, actor=actor_for(application), at=clock.now())


def test_submit_twice_is_refused_and_told_once():
    provider, _admin = builders.provider_with()
    builders.member(provider, "SYSTEM_ADMINISTRATOR")
    application = builders.application_at("SUBMITTED", provider=provider)

    with pytest.raises(Refused, match="already done"):
        services.submit(application=application, actor=actor_for(application), at=clock.now())

    assert len(told("application_submitted")) == 1
    assert application.submissions.count() == 1


def test_submit_leaves_out_what_was_answered_for_another_ground():
    application = builders.application_at("SUBMITTED", feedback="By a tutor", channel="Chat")

    kept = Submission.objects.get(application=application).values

    assert (kept["ground"], kept["feedback"], kept["channel"]) == ("A", "", "")
    assert application.feedback == "By a tutor"


def test_submit_with_fast_track_charges_it_and_starts_the_usual_clock():
    application = builders.application_at("SUBMITTED", fast_track=True)

    fee = Fee.objects.get(about=application.c_number)
    assert (fee.amount, fee.status) == (295, "DUE")
    assert application.deadline.working_days == 10
    assert application.fast_track_from is None


def test_every_write_leaves_an_audit_event():
    application = builders.draft()
    services.submit(application=application, actor=actor_for(application), at=clock.now())

    verbs = AuditEvent.objects.filter(verb__startswith="application.").values_list(
        "verb", flat=True
    )
    assert {"application.create", "application.save", "application.submit"} <= set(verbs)
