"""What everybody may read by machine: approved CET, and the events to come."""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, serializers
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.permissions import AllowAny
from rest_framework.throttling import AnonRateThrottle

from approvals.models import AudienceApproval, CetApplication
from cet_portal.core import clock
from sessions_events import queries
from sessions_events.api.words import KnownWords, check_number
from sessions_events.models import Event

PAGED = ("limit", "offset")


class PublicThrottle(AnonRateThrottle):
    """Enough for a partner who reads the whole directory every hour."""

    rate = "120/min"
    cache = ConnectionProxy(caches, "api")


class Pages(LimitOffsetPagination):
    """`?limit=&offset=`."""

    default_limit = 50
    max_limit = 200

    def paginate_queryset(self, queryset, request, view=None):
        """400 for what is no number."""
        check_number(request, "limit", least=1)
        check_number(request, "offset", least=0)
        return super().paginate_queryset(queryset, request, view)


class ApprovalSerializer(serializers.ModelSerializer):
    """What one audience earns."""

    class Meta:
        model = AudienceApproval
        fields = ["audience", "kind", "total", "interactive", "units"]


class CetSerializer(serializers.ModelSerializer):
    """An approved CET with the points of each audience."""

    provider = serializers.CharField(source="provider.name")
    modality = serializers.CharField(source="modality.code")
    approvals = ApprovalSerializer(many=True)
    events_to_come = serializers.SerializerMethodField()

    class Meta:
        model = CetApplication
        fields = [
            "c_number",
            "title",
            "summary",
            "provider",
            "modality",
            "duration_minutes",
            "approval_ends",
            "approvals",
            "events_to_come",
        ]

    def get_events_to_come(self, cet) -> int:
        """How many open events are planned."""
        return cet.to_come or 0


class EventSerializer(serializers.ModelSerializer):
    """An open event to come. Times are instants; `town` is empty online."""

    c_number = serializers.CharField(source="application.c_number")
    title = serializers.CharField(source="application.title")
    provider = serializers.CharField(source="provider.name")
    online = serializers.BooleanField(source="session.online")
    venue = serializers.CharField(source="session.venue")
    town = serializers.CharField(source="session.town")

    class Meta:
        model = Event
        fields = [
            "ev_number",
            "c_number",
            "title",
            "provider",
            "starts_at",
            "ends_at",
            "online",
            "venue",
            "town",
            "price",
            "booking_link",
        ]


class _PublicList(KnownWords, generics.ListAPIView):
    words = PAGED
    authentication_classes: list = []
    permission_classes = [AllowAny]
    throttle_classes = [PublicThrottle]
    pagination_class = Pages


@extend_schema_view(get=extend_schema(operation_id="cet_list", summary="Approved CET, by title"))
class CetList(_PublicList):
    """All CET whose approval is in force."""

    serializer_class = CetSerializer

    def get_queryset(self):
        return queries.directory(at=clock.now())


@extend_schema_view(get=extend_schema(operation_id="event_list", summary="Events, by start"))
class EventList(_PublicList):
    """All open events that have not ended."""

    serializer_class = EventSerializer

    def get_queryset(self):
        return queries.upcoming(clock.now())
