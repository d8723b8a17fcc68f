"""`manage.py assess < people.jsonl > results.jsonl`: contracts/assess.md."""

import os
import re
import sys
from collections.abc import Iterator
from typing import IO

import msgspec
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from compliance.rules import assess
from compliance.rules.plain import written
from compliance.rules.reading import Asked, Unreadable, read_line

# A person with a hundred points takes some 30 kB; no line is held that is longer than this.
LONGEST_LINE = 8 * 1024 * 1024
# Written at once, so that a line costs no call of the system.
BUFFER = 256 * 1024
START = 4096
# A text or a whole number, to its very end: 1.5 and 12e3 are not 1 and 12.
_ID = re.compile(rb'^\s*\{\s*"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d+)\s*[,}]')
# Before the first line of a file that a spreadsheet or an editor wrote.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Command(BaseCommand):
    """Judge people, one JSON object a line; the exit status is 1 if a line was wrong."""

    help = "Judge people in a cycle: one JSON object a line in, one a line out. No database."
    requires_system_checks = ()

    def handle(self, *args, **options):
        source, target = self._streams()
        try:
            wrong = judge(source, target)
            target.flush()
        except BrokenPipeError:
            # Whoever read has gone: nothing is to be said, and nothing flushed at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            wrong = True
        if wrong:
            raise SystemExit(1)

    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        return sys.stdin.buffer, sys.stdout.buffer


def judge(source: IO[bytes], target: IO[bytes]) -> bool:
    """Answer every line of `source` on a line of `target`; was any of them wrong?"""
    answers, wrong = bytearray(), False
    for line, whole in lines_of(source):
        try:
            answer = _answer(line, whole=whole)
        except Unreadable as error:
            wrong = True
            said = {"field": error.field, "message": error.message}
            answer = msgspec.json.encode({"id": id_of(line), "error": said})
        answers += answer
        answers += b"\n"
        if len(answers) > BUFFER:
            target.write(answers)
            answers.clear()
    target.write(answers)
    return wrong


def _answer(line: bytes, *, whole: bool) -> bytes:
    if not whole:
        words = _("The line is longer than %(limit)s bytes.") % {"limit": LONGEST_LINE}
        raise Unreadable("", words)
    asked: Asked = read_line(line)
    found = assess(asked.person, asked.period, as_at=asked.as_at)
    return written(asked.id, found, met=found.met)


def lines_of(source: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each line without its end; of one that is too long the beginning, and False. A mark of the
    order of bytes is no part of the first one."""
    first = True
    while line := source.readline(LONGEST_LINE + 1):
        if first:
            line, first = line.removeprefix(BYTE_ORDER_MARK), False
            if not line:
                return
        if line.endswith(b"\n"):
            yield line[:-1], True
        elif len(line) <= LONGEST_LINE:
            yield line, True
        else:
            start = line[:START]
            while line and not line.endswith(b"\n"):
                line = source.readline(LONGEST_LINE)
            yield start, False


class _Known(msgspec.Struct):
    id: str | int | None = None


def id_of(line: bytes) -> str | int | None:
    """Whose line it was, as far as that can be read from a wrong one."""
    try:
        return msgspec.json.decode(line, type=_Known).id
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        pass
    found = _ID.match(line)
    try:
        return msgspec.json.decode(found[1], type=str | int) if found else None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
