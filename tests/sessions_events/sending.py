"""Files sent for an event, by the real services."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile

from sessions_events import services


def number_of(person) -> str:
    """The registration number of somebody with one."""
    return person.entries.get().number


def csv_of(*rows, headings=("GOC number", "Surname")) -> bytes:
    """A list as a spreadsheet writes it."""
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode()


def sent_file(world, event, data: bytes, *, name="people.csv", at=None):
    """A file received and read: there to be looked at."""
    at = at or world.at
    file = SimpleUploadedFile(name, data, content_type="text/csv")
    upload = services.receive_file(event=event, file=file, actor=world.admin, at=at)
    return services.read_upload(upload=upload, at=at)


def boxes(upload) -> list[str]:
    """The box of each row, by line."""
    return list(upload.rows.order_by("line").values_list("box", flat=True))
