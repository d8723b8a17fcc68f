"""Many rows at once: COPY from whatever gives them, in bounded memory."""

import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# Bytes handed over at a time, and rows of one COPY.
CHUNK = 64 * 1024
BATCH = 5_000


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Append `rows` to `table`; values in the order of `columns`.

    None is NULL, a list or tuple an array of text, a dict JSON. `table` and `columns` are names
    from the code, never from people. Constraints and defaults of the database apply; those of
    models do not. `rows` may come from the same database: they are fetched between the copies.
    """
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    statement = f"COPY {connection.ops.quote_name(table)} ({quoted}) FROM STDIN"
    source = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(source, BATCH)):
            cursor.copy_expert(statement, _Lines(batch))


class _Lines(io.RawIOBase):
    """Rows as the lines that COPY reads, made as they are asked for."""

    def __init__(self, rows: Iterable[Sequence[Any]]):
        self._rows = iter(rows)
        self._buffer = bytearray()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = CHUNK if size is None or size < 0 else size
        while len(self._buffer) < wanted:
            row = next(self._rows, None)
            if row is None:
                break
            self._buffer += _line(row).encode()
        given = bytes(self._buffer[:wanted])
        del self._buffer[:wanted]
        return given


def _line(row: Sequence[Any]) -> str:
    """One row as COPY reads it. Written out, as it runs for each value of millions."""
    texts = []
    for value in row:
        kind = type(value)
        if kind is str and value.isprintable() and "\\" not in value:
            texts.append(value)
        else:
            texts.append(_TEXTS.get(kind, _other)(value))
    return "\t".join(texts) + "\n"


def _string(value: str) -> str:
    # Nearly every text is plain, and looked through faster than it is translated.
    if value.isprintable() and "\\" not in value:
        return value
    return value.translate(_ESCAPES)


def _other(value: Any) -> str:
    """A choice of an enumeration, a number."""
    return _string(str(value))


def _array(values: Sequence[Any]) -> str:
    joined = '","'.join(map(str, values))
    if joined.count('"') > 2 * max(len(values) - 1, 0) or "\\" in joined:
        quoted = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
        joined = '","'.join(quoted)
    return _string(f'{{"{joined}"}}') if values else "{}"


def _json(value: dict[str, Any]) -> str:
    return _string(json.dumps(value, ensure_ascii=False)) if value else "{}"


_TEXTS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _none: "\\N",
    bool: lambda yes: "t" if yes else "f",
    str: _string,
    int: str,
    date: date.isoformat,
    datetime: datetime.isoformat,
    list: _array,
    tuple: _array,
    dict: _json,
}
