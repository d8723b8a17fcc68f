"""What a run over many cases would ask again for each of them: read once, and again soon.

Holidays, who is told for a provider: the same for case after case. Outside `remembering()`
everything is read each time; inside, an answer is at most `SECONDS` old.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from time import monotonic
from typing import Any, TypeVar

SECONDS = 5.0

Asks = TypeVar("Asks", bound=Callable)
# For each question when it was asked, and the answer.
_answers: ContextVar[dict[Any, tuple[float, Any]] | None] = ContextVar("answers", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Functions that are `remembered` may give an answer again in here."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def remembered(ask: Asks) -> Asks:
    """A read whose answer, by its arguments, may be given again. Nobody may change the answer."""

    @wraps(ask)
    def answer(*arguments):
        answers = _answers.get()
        if answers is None:
            return ask(*arguments)
        now = monotonic()
        asked_at, known = answers.get((ask, arguments), (-SECONDS, None))
        if now - asked_at < SECONDS and (ask, arguments) in answers:
            return known
        known = ask(*arguments)
        answers[ask, arguments] = (now, known)
        return known

    return answer  # type: ignore[return-value]
