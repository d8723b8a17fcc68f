"""Somebody says which column is which, and the provider's headings are remembered."""

from datetime import datetime

from django.db import transaction

from cet_portal.core.actor import Actor
from sessions_events import workflow
from sessions_events.models import ProviderHeading, Upload
from sessions_events.rules.headings import Field, Layout, heading_key

LONGEST_KEY = 200


@transaction.atomic
def say_columns(*, upload: Upload, layout: Layout, actor: Actor, at: datetime) -> Upload:
    """The upload with its columns, to be read again. `layout`: the place of each column from 0.

    Where the first line holds headings, what they mean is remembered for the provider.
    """
    upload = workflow.upload.move(
        upload, "retry", actor=actor, at=at, layout=layout, problem="", moved_at=at
    )
    for heading, field in _headings(upload, layout).items():
        ProviderHeading.objects.update_or_create(
            provider_id=upload.event.provider_id, heading=heading, defaults={"field": field}
        )
    return upload


def first_records(upload: Upload) -> list[list[str]]:
    """The first lines of a list whose columns could not be told."""
    return [record.split("\t") for record in upload.columns]


def _headings(upload: Upload, layout: Layout) -> dict[str, str]:
    first = next(iter(first_records(upload)), [])
    number = layout[Field.NUMBER]
    if number >= len(first) or any(letter.isdigit() for letter in first[number]):
        return {}
    keys = {heading_key(first[place]): name for name, place in layout.items() if place < len(first)}
    return {key: name for key, name in keys.items() if key and len(key) <= LONGEST_KEY}
