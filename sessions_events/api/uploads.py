"""Uploads by machine: the same rules, boxes and report as `manage.py upload`."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.permissions import Refused
from sessions_events import queries, services
from sessions_events.api.keys import KeyAuthentication, KeyOpens, KeyThrottle
from sessions_events.api.rows import RowsParser, rows_of
from sessions_events.api.words import KnownWords
from sessions_events.enums import Box, Part, UploadStatus
from sessions_events.rules.files import MOST_BYTES

LONGEST_KEY = 100


YES, NO = ("true", "1", "yes"), ("false", "0", "no", "")


class SentRowSerializer(serializers.Serializer):
    """One person."""

    registration_number = serializers.CharField()
    surname = serializers.CharField()
    completed = serializers.CharField(required=False, help_text=_("Distance learning: 2026-12-31"))
    role = serializers.ChoiceField(
        choices=Part.choices,
        required=False,
        help_text=_("A row with another role cannot be used, and says so"),
    )
    interactive = serializers.BooleanField(required=False, default=True)


class SentSerializer(serializers.Serializer):
    """Rows; or a form with the field `file`."""

    rows = SentRowSerializer(many=True)


class FileSerializer(serializers.Serializer):
    """A list as a file."""

    file = serializers.FileField()


class ItemSerializer(serializers.Serializer):
    """What became of one row. `row`: the line as a spreadsheet shows it."""

    row = serializers.IntegerField()
    box = serializers.ChoiceField(choices=Box.choices)
    reason = serializers.CharField(allow_null=True)
    registration_number = serializers.CharField()


class ReportSerializer(serializers.Serializer):
    """What became of each row. `upload` is null for a dry run."""

    upload = serializers.IntegerField(allow_null=True)
    status = serializers.ChoiceField(choices=UploadStatus.choices)
    rows = serializers.IntegerField()
    ready = serializers.IntegerField()
    noted = serializers.IntegerField()
    undecided = serializers.IntegerField()
    unusable = serializers.IntegerField()
    known = serializers.IntegerField()
    items = ItemSerializer(many=True)


class ProblemSerializer(serializers.Serializer):
    """Why not, in a sentence."""

    detail = serializers.CharField()


class _WithKey(KnownWords):
    authentication_classes = [KeyAuthentication]
    permission_classes = [KeyOpens.to(Permission.EVENT_UPLOAD)]
    throttle_classes = [KeyThrottle]
    parser_classes = [RowsParser, MultiPartParser]

    def event(self, ev_number):
        """The event, if it is of the provider whose key this is; else 404."""
        seen = queries.events_visible_to(self.request.user.actor)
        event = seen.filter(ev_number=ev_number).first()
        if event is None:
            raise Http404
        return event


class UploadList(_WithKey):
    """Sending people."""

    words = ("dry_run",)

    @extend_schema(
        operation_id="upload_send",
        summary="Upload people who completed a CET",
        description=(
            "Ready rows become pending points at once; the others stay to be mended in the portal. "
            "A large file is answered with 202 and read by a worker: ask its address again."
        ),
        parameters=[
            OpenApiParameter("dry_run", OpenApiTypes.BOOL, description="Preview: nothing is kept."),
            OpenApiParameter(
                "Idempotency-Key",
                OpenApiTypes.STR,
                OpenApiParameter.HEADER,
                description=(
                    "The same key with the same people or file for the same event gives the same "
                    "upload. With other people or another file it is refused with 409."
                ),
            ),
        ],
        request={"application/json": SentSerializer, "multipart/form-data": FileSerializer},
        responses={
            200: ReportSerializer,
            201: ReportSerializer,
            202: ReportSerializer,
            409: ProblemSerializer,
            422: ProblemSerializer,
        },
    )
    def post(self, request, ev_number):
        """Receive, read and take; or, in a dry run, only look."""
        event, at, dry = self.event(ev_number), clock.now(), _yes(request, "dry_run")
        sending = {
            "event": event,
            "key": _key(request),
            **_what(request),
            "actor": request.user.actor,
            "at": at,
        }
        try:
            if dry:
                return Response(services.preview(**sending))
            sent = services.send(**sending, commit=True)
        except Refused as refused:
            return _problem(refused, status.HTTP_409_CONFLICT)
        except services.Unreadable as unreadable:
            return _problem(unreadable, status.HTTP_422_UNPROCESSABLE_ENTITY)
        if sent.status == UploadStatus.UNREADABLE:
            return _problem(sent.problem, status.HTTP_422_UNPROCESSABLE_ENTITY)
        return Response(
            queries.machine_report(sent),
            status=_code(sent, at),
            headers={"Location": reverse("api_upload", args=[ev_number, sent.pk])},
        )


class UploadDetail(_WithKey):
    """One upload as it stands."""

    @extend_schema(
        operation_id="upload_read",
        summary="What became of an upload",
        responses={200: ReportSerializer},
    )
    def get(self, request, ev_number, upload_id):
        """The same report as after sending."""
        sent = queries.uploads_of(self.event(ev_number)).filter(pk=upload_id).first()
        if sent is None:
            raise Http404
        return Response(queries.machine_report(sent))


def _problem(why, code) -> Response:
    return Response({"detail": str(why)}, status=code)


def _code(sent, at) -> int:
    if sent.status in (UploadStatus.RECEIVED, UploadStatus.TAKING):
        return status.HTTP_202_ACCEPTED
    return status.HTTP_201_CREATED if sent.made_at == at else status.HTTP_200_OK


def _yes(request, name: str) -> bool:
    typed = request.query_params.get(name, "").lower()
    if typed not in (*YES, *NO):
        raise ValidationError({name: [_("Either true or false.")]})
    return typed in YES


def _key(request) -> str:
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise ValidationError({"Idempotency-Key": [_("At most 100 printable characters.")]})
    return key


def _what(request) -> dict:
    file = request.FILES.get("file")
    if file is None:
        return {"rows": rows_of(request.data)}
    if file.size > MOST_BYTES:
        raise ValidationError({"file": [_("The file is larger than 50 MB.")]})
    return {"file": file}
