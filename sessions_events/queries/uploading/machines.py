"""What machines are told of an upload."""

from typing import Any

from sessions_events.models import Upload
from sessions_events.queries.uploading.rows import boxes_of


def machine_report(upload: Upload) -> dict[str, Any]:
    """What machines are told of an upload and its rows; `row` as a spreadsheet counts lines."""
    boxes = boxes_of(upload)
    return {
        "upload": upload.pk,
        "status": upload.status,
        "rows": sum(boxes.values()),
        **boxes,
        "items": [
            {
                "row": row.line,
                "box": row.box,
                "reason": row.sentence or None,
                "registration_number": row.known_as,
            }
            for row in upload.rows.order_by("line")
            .only("line", "box", "reason", "detail", "number", "taken_number")
            .iterator(chunk_size=5_000)
        ],
    }
