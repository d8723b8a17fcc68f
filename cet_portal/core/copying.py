"""Many rows at once: COPY from whatever gives them, in bounded memory."""

import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# Bytes handed over at a time, rows made into bytes at a time, and rows of one COPY.
CHUNK = 64 * 1024
AT_ONCE = 200
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
            lines = "".join(map(_line, islice(self._rows, AT_ONCE)))
            if not lines:
                break
            self._buffer += lines.encode()
        given = bytes(self._buffer[:wanted])
        del self._buffer[:wanted]
        return given


def _line(row: Sequence[Any]) -> str:
    """One row as COPY reads it. Written out, as it runs for each value of millions.

    Nearly every row is plain, and looked through faster as a whole than value by value.
    """
    texts = [value if type(value) is str else _TEXTS.get(type(value), str)(value) for value in row]
    line = "\t".join(texts)
    if (
        line.count("\t") != len(texts) - 1
        or "\n" in line
        or "\r" in line
        or line.count("\\") != row.count(None)
    ):
        line = "\t".join(
            text if value is None else text.translate(_ESCAPES)
            for value, text in zip(row, texts, strict=True)
        )
    return f"{line}\n"


def _array(values: Sequence[Any]) -> str:
    joined = '","'.join(map(str, values))
    if joined.count('"') > 2 * max(len(values) - 1, 0) or "\\" in joined:
        quoted = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
        joined = '","'.join(quoted)
    return f'{{"{joined}"}}' if values else "{}"


_encode = json.JSONEncoder(ensure_ascii=False).encode


# How a value is written before its tabs, ends of lines and backslashes are escaped.
_TEXTS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _none: "\\N",
    bool: lambda yes: "t" if yes else "f",
    date: date.isoformat,
    datetime: datetime.isoformat,
    list: _array,
    tuple: _array,
    dict: lambda value: _encode(value) if value else "{}",
}
