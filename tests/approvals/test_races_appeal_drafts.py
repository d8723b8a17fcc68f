"""An appeal that is begun, by two at the same instant, with real transactions."""

import pytest

from approvals import services
from approvals.models import Appeal, AppealDraft
from approvals.services import AppealEditedMeanwhile
from cet_portal.core import clock
from cet_portal.core.permissions import Refused
from tests import builders
from tests.racing import together

pytestmark = pytest.mark.django_db(transaction=True)


class Scene:
    def __init__(self):
        provider, admin = builders.provider_with()
        colleague = builders.member(provider, "SYSTEM_ADMINISTRATOR")
        self.row = builders.application_at("REJECTED", provider=provider)
        builders.approver()  # who decides the appeal
        self.admin, self.colleague = builders.actor_of(admin), builders.actor_of(colleague)

    def save(self, grounds, actor, version=0):
        return services.save_appeal_draft(
            application=self.row, version=version, grounds=grounds, actor=actor, at=clock.now()
        )

    def lodge(self, grounds, version):
        return services.lodge_appeal(
            application=self.row,
            grounds=grounds,
            version=version,
            actor=self.admin,
            at=clock.now(),
        )


@pytest.mark.parametrize("begun", [False, True])
def test_two_save_at_once_and_one_is_told(begun):
    scene = Scene()
    version = scene.save("Before.", scene.admin).version if begun else 0

    outcomes = together(
        lambda: scene.save("One.", scene.admin, version),
        lambda: scene.save("Two.", scene.colleague, version),
    )

    told = [each for each in outcomes if isinstance(each, AppealEditedMeanwhile)]
    [kept] = [each for each in outcomes if isinstance(each, AppealDraft)]
    assert len(told) == 1
    draft = AppealDraft.objects.get()
    assert (draft.grounds, draft.version) == (kept.grounds, version + 1)
    assert told[0].current.grounds == draft.grounds


@pytest.mark.parametrize("_again", range(3))
def test_sent_while_a_colleague_saves(_again):
    """Either it is sent and the colleague is refused, or saved and the sender is told."""
    scene = Scene()
    version = scene.save("Before.", scene.admin).version

    sent, saved = together(
        lambda: scene.lodge("Sent.", version),
        lambda: scene.save("Saved.", scene.colleague, version),
    )

    scene.row.refresh_from_db()
    if isinstance(saved, Refused):
        assert scene.row.status == "UNDER_APPEAL"
        assert Appeal.objects.get().grounds == "Sent."
        assert not AppealDraft.objects.exists()
    else:
        assert isinstance(sent, AppealEditedMeanwhile)
        assert scene.row.status == "REJECTED"
        assert AppealDraft.objects.get().grounds == "Saved."
        assert not Appeal.objects.exists()
