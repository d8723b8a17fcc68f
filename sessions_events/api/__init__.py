"""The machine interface: what everybody may read, and uploads with a provider's key."""

from sessions_events.api.public import CetList, EventList
from sessions_events.api.uploads import UploadDetail, UploadList

__all__ = ["CetList", "EventList", "UploadDetail", "UploadList"]
