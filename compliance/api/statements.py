"""Statements as data: one's own, and for the GOC anybody's by number."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from cet_portal.core import clock
from cet_portal.core.actor import Actor
from compliance.api.reading import ReadingOwn, ReadingResults
from compliance.api.shapes import CycleSerializer, StatementSerializer
from compliance.queries import as_data
from compliance.rules import Period


class SeveralPeople(APIException):
    """The number does not say which statement is meant."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = _("Several people have had this number: ask by another of theirs.")
    default_code = "several_people"


class OwnCycles(ReadingOwn):
    """The cycles of one's own statement."""

    @extend_schema(
        operation_id="statement_cycles",
        summary="Cycles of which one has a statement, the newest first",
        responses={200: CycleSerializer(many=True)},
    )
    def get(self, request):
        """Each with the address of its statement."""
        found = as_data.own_cycles(self.actor, today=clock.today())
        return Response(
            [_cycle(each, reverse("api_statement", args=[each.name])) for each in found]
        )


class OwnStatement(ReadingOwn):
    """One's own statement of a cycle."""

    @extend_schema(
        operation_id="statement_read",
        summary="One's own statement of a cycle",
        description=(
            "Every requirement with its rule and sum, what counts and what does not, as the "
            "statement page shows it now. 404 for a cycle of which there is no statement."
        ),
        responses={200: StatementSerializer},
    )
    def get(self, request, cycle):
        """As the statement page shows it."""
        return _statement(self.actor, cycle)


class PersonCycles(ReadingResults):
    """The cycles of somebody's statement."""

    @extend_schema(
        operation_id="person_cycles",
        summary="Cycles of which a registrant has a statement, the newest first",
        responses={200: CycleSerializer(many=True)},
    )
    def get(self, request, number):
        """Each with the address of its statement."""
        found = as_data.own_cycles(_whose(self.actor, number), today=clock.today())
        return Response(
            [_cycle(each, reverse("api_person", args=[number, each.name])) for each in found]
        )


class PersonStatement(ReadingResults):
    """Somebody's statement of a cycle."""

    @extend_schema(
        operation_id="person_statement",
        summary="A registrant's statement of a cycle",
        description=(
            "By any registration number that the person has or had, or by their U-reference. 404 "
            "for a number that nobody has had and for a cycle without a statement; 409 for a "
            "number that several people have had."
        ),
        responses={200: StatementSerializer},
    )
    def get(self, request, number, cycle):
        """The same as the person themselves gets."""
        return _statement(_whose(self.actor, number), cycle, asked=number)


def _whose(actor: Actor, number: str) -> Actor:
    people = as_data.people_numbered(actor, number)
    if not people:
        raise Http404
    if len(people) > 1:
        raise SeveralPeople
    return people[0]


def _statement(actor: Actor, cycle: str, *, asked: str = "") -> Response:
    found = as_data.statement_as_data(actor, cycle, today=clock.today(), asked=asked)
    if found is None:
        raise Http404
    return Response(found)


def _cycle(period: Period, address: str) -> dict:
    return {
        "cycle": period.name,
        "first_day": period.first_day,
        "last_day": period.last_day,
        "scheme": period.scheme,
        "address": address,
    }
