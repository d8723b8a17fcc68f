"""Ready rows of people who have points for the event by now: there is nothing to take."""

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from registrants import queries as register_queries
from sessions_events import queries
from sessions_events.enums import Box, Reason
from sessions_events.models import Event, Upload, UploadRow

_NOBODY = {"registrant_id": None, "taken_number": "", "audience": "", "earned_on": None}


def settle_uploaded(event: Event) -> int:
    """A preview may be older than another upload: its ready rows of people who have points for
    the event are known now. Returns how many; in the caller's transaction, which holds the lock
    of the event, under which alone points are offered.
    """
    with_points = register_queries.lines_for(event.ev_number).values("registrant_id")
    ready = queries.ready_rows(event).filter(registrant_id__in=with_points)
    return ready.order_by().update(box=Box.KNOWN, reason=Reason.UPLOADED, detail={}, **_NOBODY)


def settle_repeats(upload: Upload) -> None:
    """Of several ready rows about one person the first stays: what was decided at different
    times may come to the same person."""
    ready = queries.to_take(upload).order_by()
    counted = ready.aggregate(rows=Count("pk"), people=Count("registrant_id", distinct=True))
    if counted["rows"] == counted["people"]:
        return
    order = Window(RowNumber(), partition_by=[F("registrant_id")], order_by=[F("line").asc()])
    numbered = ready.annotate(place=order).values_list("pk", "registrant_id", "line", "place")
    first: dict[int, int] = {}
    repeats: list[UploadRow] = []
    for key, person, line, place in numbered.order_by("registrant_id", "line"):
        if place == 1:
            first[person] = line
        else:
            repeats.append(
                UploadRow(
                    pk=key,
                    box=Box.KNOWN,
                    reason=Reason.TWICE,
                    detail={"line": first[person]},
                    **_NOBODY,
                )
            )
    fields = ["box", "reason", "detail", *_NOBODY]
    UploadRow.objects.bulk_update(repeats, fields, batch_size=1_000)
