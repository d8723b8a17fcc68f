"""Sealed runs and what came out of them, for the GOC's own systems."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import CursorPagination

from cet_portal.core import clock
from compliance.api.reading import ReadingResults
from compliance.api.shapes import ResultSerializer, RunSerializer
from compliance.enums import Settled
from compliance.queries import as_data
from sessions_events.api.public import PAGED, Pages
from sessions_events.api.words import check_number

# More digits than any key of the database has.
LONGEST_POSITION = 18


class ByPerson(CursorPagination):
    """Page by page in the order of the run's digest; `?cursor=` comes from the page before."""

    ordering = "registrant_id"
    page_size = 200
    page_size_query_param = "limit"
    max_page_size = 1_000

    def paginate_queryset(self, queryset, request, view=None):
        """400 for a `limit` that is no number."""
        check_number(request, "limit", least=1)
        return super().paginate_queryset(queryset, request, view)

    def decode_cursor(self, request):
        """A cursor that is not ours is 404, as one that cannot be read."""
        cursor = super().decode_cursor(request)
        at = cursor.position if cursor else None
        if at is not None and not (at.isascii() and at.isdecimal() and len(at) <= LONGEST_POSITION):
            raise Http404
        return cursor


@extend_schema_view(
    get=extend_schema(
        operation_id="run_list",
        summary="Sealed runs, the newest first",
        parameters=[
            OpenApiParameter("cycle", OpenApiTypes.STR, description="Of this cycle alone.")
        ],
    )
)
class RunList(ReadingResults, generics.ListAPIView):
    """Every run that is finished and can never change."""

    serializer_class = RunSerializer
    pagination_class = Pages
    words = ("cycle", *PAGED)

    def get_queryset(self):
        cycle = self.request.query_params.get("cycle", "")
        known = as_data.names_of_cycles(today=clock.today())
        if cycle and cycle not in known:
            raise ValidationError({"cycle": [_one_of(known)]})
        return as_data.sealed_runs(self.actor, cycle=cycle)


@extend_schema_view(
    get=extend_schema(
        operation_id="run_results",
        summary="What a sealed run says of each person",
        description=(
            "The results exactly as they are stored and sealed. 404 for a run that is not sealed."
        ),
        parameters=[
            OpenApiParameter(
                "standing", OpenApiTypes.STR, enum=Settled.values, description="Of these alone."
            )
        ],
    )
)
class ResultList(ReadingResults, generics.ListAPIView):
    """Everybody in the run, in the order in which its digest takes them."""

    serializer_class = ResultSerializer
    pagination_class = ByPerson
    words = ("standing", "limit", "cursor")

    def get_queryset(self):
        run = as_data.sealed_runs(self.actor).filter(number=self.kwargs["run_number"]).first()
        if run is None:
            raise Http404
        standing = self.request.query_params.get("standing", "")
        if standing and standing not in Settled.values:
            raise ValidationError({"standing": [_one_of(Settled.values)]})
        return as_data.results_in_order(run, standing=standing)


def _one_of(words: list[str]) -> str:
    return _("One of: %(words)s.") % {"words": ", ".join(words)}
