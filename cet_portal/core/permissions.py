"""A permission is a function that returns a reason or nothing.

`may_<verb>(actor, case, *, at) -> Refusal | None`: None is yes. The sentence of a Refusal is
what the person reads, at the grey button and after a refused attempt alike.
"""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, in a sentence for the person who asked.

    `links`: words and address of each page where it can be mended, for pages with room for them.
    """

    sentence: str | Promise
    links: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return str(self.sentence)


class Refused(Exception):
    """An anticipated no. `RefusalMiddleware` turns it into a message where it was not caught."""

    def __init__(self, refusal: Refusal):
        super().__init__(str(refusal))
        self.refusal = refusal


def require(refusal: Refusal | None) -> None:
    """Raise `Refused` if there is a reason against it."""
    if refusal is not None:
        raise Refused(refusal)
