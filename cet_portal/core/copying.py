"""Many rows at once: COPY from whatever gives them, in bounded memory."""

import io
import json
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connection

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# Bytes handed over at a time, rows made into bytes at a time, and rows of one COPY: all of them are
# in memory, and long ones are thousands of characters each.
CHUNK = 64 * 1024
AT_ONCE = 200
BATCH = 5_000
LONG_BATCH = 1_000


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Append `rows` to `table`; values in the order of `columns`.

    None is NULL, a list or tuple an array of text, a dict JSON. `table` and `columns` are names
    from the code, never from people. Constraints and defaults of the database apply; those of
    models do not. `rows` may come from the same database: they are fetched between the copies.
    """
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        _copy(table, columns, "", _Read(_in_lines(batch)))


def copy_long_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The same for rows of nothing but None, `bool`, `int` for a bigint, `str`, and a tuple of
    `int` for an array of smallint.

    In the binary form of COPY: a row of thousands of characters is not looked through for what
    has to be escaped, neither here nor by the server.
    """
    source = iter(rows)
    while batch := list(islice(source, LONG_BATCH)):
        _copy(table, columns, "WITH (FORMAT binary)", _Read(_in_binary(batch)))


def _copy(table: str, columns: Sequence[str], how: str, source: "_Read") -> None:
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    statement = f"COPY {connection.ops.quote_name(table)} ({quoted}) FROM STDIN {how}"
    with connection.cursor() as cursor:
        cursor.copy_expert(statement, source, CHUNK)


def _in_lines(rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    source = iter(rows)
    while lines := "".join(map(_line, islice(source, AT_ONCE))):
        yield lines.encode()


# The formats of the binary form: its beginning and end, then how values are written.
_BEGINNING = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
_NULL = b"\xff\xff\xff\xff"
_TRUE, _FALSE = b"\0\0\0\1\1", b"\0\0\0\1\0"
_fields = struct.Struct(">h").pack
_length = struct.Struct(">i").pack
_bigint = struct.Struct(">iq").pack
_smallint = struct.Struct(">ih").pack
_shape = struct.Struct(">iii").pack
_size = struct.Struct(">ii").pack
# What the server calls a smallint, and arrays that are kept as written.
SMALLINT, KEPT = 21, 1_000


def _in_binary(rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    yield _BEGINNING
    for row in rows:
        parts = [_fields(len(row))]
        for value in row:
            if type(value) is str:
                text = value.encode()
                parts += (_length(len(text)), text)
            else:
                parts.append(_binary(value))
        yield b"".join(parts)
    yield _END


def _binary(value: Any) -> bytes:
    if value is None:
        return _NULL
    if type(value) is bool:
        return _TRUE if value else _FALSE
    if type(value) is int:
        return _bigint(8, value)
    if type(value) is tuple:
        return _smallints(value)
    raise TypeError(f"{type(value)} is not written in the binary form")


@lru_cache(maxsize=KEPT)
def _smallints(values: tuple[int, ...]) -> bytes:
    """Its dimensions (none, or one that begins at 1), then the values. Few are different."""
    shape = _shape(1, 0, SMALLINT) + _size(len(values), 1) if values else _shape(0, 0, SMALLINT)
    array = shape + b"".join([_smallint(2, value) for value in values])
    return _length(len(array)) + array


class _Read(io.RawIOBase):
    """Pieces of any length as COPY reads them, made as they are asked for."""

    def __init__(self, pieces: Iterator[bytes]):
        self._pieces = pieces
        self._buffer = bytearray()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = CHUNK if size is None or size < 0 else size
        while len(self._buffer) < wanted and (piece := next(self._pieces, b"")):
            self._buffer += piece
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
