"""What goes when an upload is put aside, and what waits again, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions_events import queries
from sessions_events.models import Upload


def consequences(sent: Upload) -> list[str]:
    """`sent`: with its counts."""
    goes = sent.ready_rows + sent.open_rows
    said = []
    if goes:
        said.append(
            ngettext(
                "%(n)s row of this list is lost, with every decision and correction made in it: "
                "%(ready)s ready, %(waiting)s to be mended or decided.",
                "%(n)s rows of this list are lost, with every decision and correction made in "
                "them: %(ready)s ready, %(waiting)s to be mended or decided.",
                goes,
            )
            % {"n": goes, "ready": sent.ready_rows, "waiting": sent.open_rows}
        )
    for reference, rows in queries.would_wait_again(sent).items():
        said.append(
            ngettext(
                "%(n)s row that was sent again with it waits in %(upload)s as before.",
                "%(n)s rows that were sent again with it wait in %(upload)s as before.",
                rows,
            )
            % {"n": rows, "upload": reference}
        )
    return [*said, _("Nothing of it was taken, so nobody loses points.")]
