"""JSON that is kept to the byte: what is hashed must come back as it went in."""

import json

from django.db import models


class ExactJSON(models.TextField):
    """Text in the database, a value in Python; the empty text is None.

    PostgreSQL's own type for JSON sorts keys and drops spaces, so a digest over it would say
    nothing. Written by `compliance.services.running`, as text.
    """

    def from_db_value(self, value, _expression, _connection):
        return json.loads(value) if value else None

    def get_prep_value(self, value):
        if value is None or isinstance(value, str):
            return value or ""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
