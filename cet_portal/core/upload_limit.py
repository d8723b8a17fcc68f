"""A file that is too large is read to its end and thrown away on the way.

So memory and disk stay small, the browser is not cut off before it can show the answer, and
what else was typed into the form arrives. The form learns the length: `core.forms.FileField`.
"""

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from cet_portal.core.file_kinds import MOST_BYTES

# Whoever sends more than this in one go did not choose a wrong file by mistake.
MOST_BYTES_OF_ALL = 1_000_000_000


class LimitHandler(FileUploadHandler):
    """Stands before Django's handlers and starves them of what goes beyond the limit."""

    received_of_all = 0

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        """The data for the handlers behind this one; None once there is too much of it."""
        self.received += len(raw_data)
        self.received_of_all += len(raw_data)
        if self.received_of_all > MOST_BYTES_OF_ALL:
            raise StopUpload(connection_reset=True)
        if self.received <= MOST_BYTES:
            return raw_data
        self._throw_away()
        return None

    def file_complete(self, file_size):
        """In place of the file that was thrown away, an empty one of its length."""
        if self.received <= MOST_BYTES:
            return None
        return UploadedFile(ContentFile(b""), self.file_name, self.content_type, self.received)

    def _throw_away(self):
        for handler in self.request.upload_handlers:
            kept = getattr(handler, "file", None)
            if kept is not None and not kept.closed:
                kept.close()
