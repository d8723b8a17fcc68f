"""The machine interface: what everybody may read, and uploads with a provider's key."""

from sessions_events.api.public import CetList, EventList
from sessions_events.api.uploads import MOST_BYTES, UploadDetail, UploadList

__all__ = ["MOST_BYTES", "CetList", "EventList", "UploadDetail", "UploadList"]
