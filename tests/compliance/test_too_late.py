"""A document that comes too late: why not any more, and until when it could, at its field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.core.permissions import Refused
from compliance import permissions, services, tasks
from compliance.models import DisputeFile, ExceptionFile
from tests import builders
from tests.compliance.cases import JANUARY, asked, cycle, own
from tests.compliance.for_them import asked_for, wrote
from tests.core.sent_files import PDF
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

SENT_ON = london(2028, 1, 20)
EARLIER_SENT = "Evidence and leave could be added until the request was sent to the CET manager, on"
LATE = "The last day for evidence was 2 February 2028, 28 days after the request."
LATE_DOCUMENTS = (
    "The last day for documents was 2 February 2028, 28 days after the record was disputed."
)
FIELD = 'id="id_file_error"'


def lodged(person):
    return services.lodge(period=cycle(), words="EV-1 is missing.", actor=own(person), at=JANUARY)


def send(person, address) -> str:
    """Another document, by their page; what it answers."""
    answer = builders.client_for(person.user, "registrant").post(
        address, {"file": SimpleUploadedFile("a.pdf", PDF)}, follow=True
    )
    return " ".join(answer.content.decode().split())


def seen(person, address) -> str:
    return read(builders.client_for(person.user, "registrant"), address)


def read(client, address) -> str:
    return " ".join(client.get(address, follow=True).content.decode().split())


def at_its_field(page: str) -> str:
    return page.partition(FIELD)[2].partition("</p>")[0]


def test_evidence_after_its_last_day(marsh, time_machine):
    request = asked(marsh)
    address = f"/exceptions/{request.pk}/"
    time_machine.move_to(london(2028, 2, 2, 23, 59), tick=False)
    assert "The last day for evidence was" not in seen(marsh, address)

    time_machine.move_to(london(2028, 2, 3), tick=False)

    before = send(marsh, address)
    tasks.close_evidence()
    after = send(marsh, address)
    for page in (before, after):
        assert LATE in at_its_field(page)
        assert "not possible any more" not in page
    assert LATE in seen(marsh, address)
    assert not ExceptionFile.objects.exists()


def test_evidence_after_it_was_sent(marsh, time_machine):
    request = asked(marsh)
    address = f"/exceptions/{request.pk}/"
    services.send_exception(request=request, actor=own(marsh), at=SENT_ON)
    time_machine.move_to(london(2028, 1, 21), tick=False)

    assert f"{EARLIER_SENT} 20 January 2028." in at_its_field(send(marsh, address))
    assert f"{EARLIER_SENT} 20 January 2028." in seen(marsh, address)
    assert f"{EARLIER_SENT} 20 January 2028." in seen(marsh, f"{address}leave/")

    # Days later it is still the sending that ended it.
    time_machine.move_to(london(2028, 2, 10), tick=False)
    assert f"{EARLIER_SENT} 20 January 2028." in seen(marsh, address)


def test_evidence_after_it_was_withdrawn(marsh, time_machine):
    request = asked(marsh)
    services.withdraw_exception(request=request, actor=own(marsh), at=SENT_ON)
    time_machine.move_to(SENT_ON, tick=False)

    page = send(marsh, f"/exceptions/{request.pk}/")

    assert "until the request was withdrawn, on 20 January 2028." in at_its_field(page)


def test_documents_after_their_last_day(marsh, time_machine):
    dispute = lodged(marsh)
    address = f"/disputes/{dispute.pk}/"
    time_machine.move_to(london(2028, 2, 2, 23, 59), tick=False)
    assert "The last day for documents was" not in seen(marsh, address)

    time_machine.move_to(london(2028, 2, 3), tick=False)

    before = send(marsh, address)
    with pytest.raises(Refused, match="The last day for documents was 2 February 2028"):
        services.send(dispute=dispute, actor=own(marsh), at=london(2028, 2, 3))
    tasks.close_documents()
    for page in (before, send(marsh, address)):
        assert LATE_DOCUMENTS in at_its_field(page)
    assert LATE_DOCUMENTS in seen(marsh, address)
    assert not DisputeFile.objects.exists()


def test_documents_after_it_was_sent(marsh, time_machine):
    dispute = lodged(marsh)
    services.send(dispute=dispute, actor=own(marsh), at=SENT_ON)
    time_machine.move_to(london(2028, 1, 21), tick=False)

    page = send(marsh, f"/disputes/{dispute.pk}/")

    words = "until the dispute was sent to the registrar, on 20 January 2028."
    assert words in at_its_field(page)


def test_staff_who_add_what_came_by_post_read_the_same(time_machine):
    time_machine.move_to(JANUARY, tick=False)
    dan, marsh = builders.staff(), builders.registrant(surname="Marsh", account=False)
    request, on = asked_for(marsh, dan), wrote(marsh, dan)
    address = f"/register/requests/{on.pk}/exceptions/{request.pk}/"

    time_machine.move_to(london(2028, 2, 3), tick=False)
    typed = {"act": "ADD", "file": SimpleUploadedFile("a.pdf", PDF)}
    desk = builders.client_for(dan)
    page = " ".join(desk.post(address, typed, follow=True).content.decode().split())

    assert LATE in at_its_field(page)
    assert f"{LATE} It is decided on what was there. The request can only be withdrawn." in read(
        desk, address
    )
    assert permissions.why_no_evidence(request, at=JANUARY) is None
