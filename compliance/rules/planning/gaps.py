"""Each requirement now and with a plan, side by side."""

from dataclasses import dataclass

from compliance.rules.planning.needs import requirement_like
from compliance.rules.result import Assessment, Requirement


@dataclass(frozen=True, slots=True)
class Gap:
    """One requirement now and then; None where it does not apply, never both."""

    now: Requirement | None
    then: Requirement | None

    @property
    def either(self) -> Requirement:
        """For its name, rule and explanation: then, if it applies then."""
        found = self.then or self.now
        assert found is not None
        return found

    @property
    def gone(self) -> bool:
        """It is not asked any more."""
        return self.then is None

    @property
    def is_new(self) -> bool:
        """It is asked only then."""
        return self.now is None

    @property
    def before(self) -> int:
        """Obtained now."""
        return self.now.obtained if self.now else 0

    @property
    def obtained(self) -> int:
        """Obtained then."""
        return self.then.obtained if self.then else 0

    @property
    def kept(self) -> int:
        """What there is now and still counts then."""
        return min(self.before, self.obtained)

    @property
    def required_now(self) -> int:
        return self.now.required if self.now else 0

    @property
    def required(self) -> int:
        """Required then."""
        return self.then.required if self.then else 0

    @property
    def changes(self) -> bool:
        """Is anything else then?"""
        return (self.before, self.required_now) != (self.obtained, self.required)

    @property
    def was_met(self) -> bool:
        return self.now is not None and self.now.met

    @property
    def met(self) -> bool:
        """With the plan; what is not asked is met."""
        return self.then is None or self.then.met

    @property
    def shortfall(self) -> int:
        return self.then.shortfall if self.then else 0

    @property
    def is_settled(self) -> bool:
        """Met now and then by the same measure, or it does not decide: nobody need look at it."""
        same = not self.gone and self.required == self.required_now
        return self.either.advisory or (self.was_met and self.met and same)


def gaps(now: Assessment, then: Assessment) -> list[Gap]:
    """In the order of then, and after those what is not asked any more."""
    found = [Gap(requirement_like(now, each), each) for each in then.requirements]
    gone = [each for each in now.requirements if not requirement_like(then, each)]
    return found + [Gap(each, None) for each in gone]
