"""What a run over many cases would ask again for each of them: read once, and again soon.

Holidays, who is told for a provider: the same for case after case. Outside `remembering()`
everything is read each time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from time import monotonic
from typing import Any, TypeVar

Asks = TypeVar("Asks", bound=Callable)
# For each question until when its answer is good, and the answer.
_answers: ContextVar[dict[Any, tuple[float, Any]] | None] = ContextVar("answers", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Functions that are `remembered` may give an answer again in here."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def remembered(*, seconds: float) -> Callable[[Asks], Asks]:
    """A read whose answer, by its arguments, may be so many seconds old. Nobody may change it."""

    def decorate(ask: Asks) -> Asks:
        @wraps(ask)
        def answer(*arguments, **named):
            answers = _answers.get()
            if answers is None:
                return ask(*arguments, **named)
            now, key = monotonic(), (ask, arguments, tuple(sorted(named.items())))
            if key not in answers or answers[key][0] < now:
                answers[key] = (now + seconds, ask(*arguments, **named))
            return answers[key][1]

        return answer  # type: ignore[return-value]

    return decorate
