"""What the rows ask that stayed behind."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, F, TextField, Value
from django.db.models.functions import MD5, Cast, Concat

from sessions_events.enums import Box, Reason
from sessions_events.models import Upload, UploadRow


def undecided_of(upload: Upload):
    """The rows that ask a question, by line."""
    return upload.rows.filter(box=Box.UNDECIDED).order_by("line")


def question_of(row: UploadRow) -> str:
    """What the row asks: its reason, and of a damaged number what has happened to it."""
    damage = row.detail.get("damage") or ""
    return f"{row.reason}-{damage}" if row.reason == Reason.PROPOSAL and damage else row.reason


def rows_that_ask(upload: Upload, question: str):
    """The rows that ask this question, by line."""
    reason, _hyphen, damage = question.partition("-")
    rows = undecided_of(upload).filter(reason=reason)
    return rows.filter(detail__damage=damage) if damage else rows


@dataclass(frozen=True, slots=True)
class Question:
    """So many rows ask the same."""

    name: str
    reason: str
    damage: str
    rows: int


def questions_of(upload: Upload) -> list[Question]:
    """What the undecided rows ask, with how many of each: the most first."""
    rows = undecided_of(upload).order_by()
    asked = rows.values_list("reason", "detail__damage").annotate(rows=Count("pk"))
    found: Counter[tuple[str, str]] = Counter()
    for reason, damage, count in asked:
        found[reason, (damage or "") if reason == Reason.PROPOSAL else ""] += count
    return [
        Question(f"{reason}-{damage}" if damage else reason, reason, damage, count)
        for (reason, damage), count in found.most_common()
    ]


def mark_of_rows(rows) -> str:
    """What changes with each row that comes, goes or says something else."""
    said = StringAgg(
        Concat(
            Cast("pk", TextField()),
            Value("/"),
            F("number"),
            Value("/"),
            F("surname"),
            Value("/"),
            Cast("detail", TextField()),
            output_field=TextField(),
        ),
        delimiter=Value("|"),
        order_by="pk",
    )
    return rows.order_by().aggregate(mark=MD5(said))["mark"] or ""
