"""Is a value among many? One parameter of a query, however many they are."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func, Value


class IsOneOf(Func):
    """`filter(IsOneOf("number", numbers))`: what `number__in` says, without Django looking at
    each value by itself. Values are plain texts or whole numbers.
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()

    def __init__(self, field: str, values: Iterable[Any]):
        super().__init__(F(field), Value(list(values)))
