"""An appeal that was begun: kept, changed by two, sent, removed after the last day."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from approvals import queries, services
from approvals.models import AppealDraft, CetApplication
from approvals.queries import past
from approvals.tasks import forget_appeals
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.models import ClockShift, OutboxMessage, StoredFile, SweepRun
from cet_portal.core.permissions import Refused
from tests import builders

pytestmark = pytest.mark.django_db

GROUNDS = "Page 3 says how each objective is assessed."


class Scene:
    def __init__(self):
        self.provider, admin = builders.provider_with()
        colleague = builders.member(self.provider, Role.SYSTEM_ADMINISTRATOR)
        self.first = builders.approver()
        self.row = builders.application_at("REJECTED", provider=self.provider, approver=self.first)
        self.admin, self.colleague = builders.actor_of(admin), builders.actor_of(colleague)

    def save(self, grounds=GROUNDS, *, version=0, files=(), actor=None):
        return services.save_appeal_draft(
            application=self.row,
            version=version,
            grounds=grounds,
            files=files,
            actor=actor or self.admin,
            at=clock.now(),
        )

    def file(self, name, actor=None):
        return services.keep_appeal_file(
            application=self.row,
            file=SimpleUploadedFile(name, name.encode()),
            actor=actor or self.admin,
            at=clock.now(),
        )

    def lodge(self, grounds=GROUNDS, **given):
        return services.lodge_appeal(
            application=self.row, grounds=grounds, actor=self.admin, at=clock.now(), **given
        )

    def names(self):
        return sorted(AppealDraft.objects.get().files.values_list("name", flat=True))

    def after_the_last_day(self):
        ClockShift.objects.create(seconds=timedelta(days=40).total_seconds())


@pytest.fixture
def scene():
    return Scene()


def test_what_was_saved_is_there_again_and_nobody_is_told(scene):
    before = OutboxMessage.objects.count()
    scene.save(files=[scene.file("one.txt")])

    draft = past.appeal_draft(scene.colleague, scene.row)

    assert (draft.grounds, draft.version, draft.saved_by) == (GROUNDS, 1, scene.admin.name)
    assert scene.names() == ["one.txt"]
    assert OutboxMessage.objects.count() == before
    scene.row.refresh_from_db()
    assert scene.row.status == "REJECTED"


def test_only_the_provider_reads_it(scene):
    scene.save()
    others = [scene.first, builders.staff(), builders.staff(Role.CET_MANAGER)]
    others += [builders.approver(), builders.provider_with()[1]]

    for user in others:
        actor = builders.actor_of(user)
        assert past.appeal_draft(actor, scene.row) is None
        assert not any(each.appeal_begun for each in queries.to_appeal(actor, clock.today()))


def test_a_colleague_who_saved_other_grounds_meanwhile_is_not_overwritten(scene):
    scene.save()
    scene.save("By a colleague.", version=1, actor=scene.colleague)

    with pytest.raises(services.AppealEditedMeanwhile) as told:
        scene.save("By the first.", version=1)

    assert told.value.current.grounds == "By a colleague."
    assert AppealDraft.objects.get().grounds == "By a colleague."
    scene.save("By the first.", version=told.value.current.version)
    assert AppealDraft.objects.get().grounds == "By the first."


def test_files_of_both_are_kept_where_the_grounds_are_the_same(scene):
    scene.save(files=[scene.file("one.txt")])
    other = scene.file("two.txt", scene.colleague)

    scene.save(version=0, files=[other], actor=scene.colleague)

    assert scene.names() == ["one.txt", "two.txt"]


def test_files_of_both_that_are_too_many_are_said_to_the_second(scene):
    scene.save(files=[scene.file(f"{number}.txt") for number in range(6)])
    others = [scene.file(f"other {number}.txt", scene.colleague) for number in range(6)]

    with pytest.raises(services.AppealEditedMeanwhile):
        scene.save(version=0, files=others, actor=scene.colleague)

    assert len(scene.names()) == 6


def test_nothing_at_all_and_too_many_files_are_refused(scene):
    with pytest.raises(Refused):
        scene.save("  ")
    with pytest.raises(Refused):
        scene.save(files=[scene.file(f"{number}.txt") for number in range(11)])
    assert not AppealDraft.objects.exists()


@pytest.mark.parametrize("role", [Role.CET_AUTHOR, Role.PRINCIPAL_CONTACT])
def test_who_may_not_appeal_cannot_begin_one(scene, role):
    actor = builders.actor_of(builders.member(scene.provider, role))
    with pytest.raises(Refused):
        scene.save(actor=actor)
    with pytest.raises(Refused):
        scene.save(actor=builders.actor_of(scene.first))


def test_sending_removes_it_with_the_files_that_were_not_sent(scene):
    sent, left = scene.file("sent.txt"), scene.file("left.txt")
    scene.save(files=[sent, left])

    row = scene.lodge(files=[sent], version=1)

    assert not AppealDraft.objects.exists()
    assert [each.file for each in row.appeal.files.all()] == [sent]
    assert list(StoredFile.objects.all()) == [sent]


def test_sending_does_not_throw_away_what_a_colleague_saved_meanwhile(scene):
    scene.save()
    scene.save("By a colleague.", version=1, actor=scene.colleague)

    with pytest.raises(services.AppealEditedMeanwhile):
        scene.lodge(version=1)

    assert AppealDraft.objects.get().grounds == "By a colleague."
    scene.lodge(version=2)
    assert not AppealDraft.objects.exists()


def test_sent_or_too_late_nothing_more_is_kept(scene):
    scene.lodge()
    with pytest.raises(Refused):
        scene.save()
    assert not AppealDraft.objects.exists()


class TestAfterTheLastDay:
    def test_it_is_removed_with_its_files(self, scene):
        scene.save(files=[scene.file("one.txt")])
        scene.after_the_last_day()

        with pytest.raises(Refused):
            scene.save(version=1)
        forget_appeals()

        assert not AppealDraft.objects.exists()
        assert not StoredFile.objects.exists()
        assert SweepRun.objects.get(name="approvals.forget_appeals").moved == [scene.row.c_number]

    def test_until_then_the_timer_leaves_it_alone(self, scene):
        scene.save()
        forget_appeals()
        assert AppealDraft.objects.exists()

    def test_a_clock_that_got_more_days_meanwhile_is_asked_again(self, scene):
        scene.save()
        services.forget_appeal_draft(application=scene.row, actor=builders.MANAGER, at=clock.now())
        assert AppealDraft.objects.exists()

    def test_an_application_without_one_is_not_looked_at(self, scene):
        scene.after_the_last_day()
        assert not past.appeals_begun_too_late(clock.today()).exists()
        assert CetApplication.objects.exists()
