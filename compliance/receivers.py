"""What compliance listens to."""

from django.dispatch import receiver

from compliance import services
from compliance.services import letters
from registrants.events import people_joined, points_lapsed


@receiver(people_joined)
def disputes_of_one_person(sender, *, kept, joined, actor, at, **kwargs):
    """Two people are one: so are their disputes and plans."""
    services.join_people(kept=kept.pk, joined=joined.pk, actor=actor, at=at)
    services.join_plans(kept=kept.pk, joined=joined.pk, actor=actor, at=at)


@receiver(people_joined)
def exceptions_of_one_person(sender, *, kept, joined, actor, at, **kwargs):
    """The same for the exceptions they asked for."""
    services.join_exceptions(kept=kept.pk, joined=joined.pk, actor=actor, at=at)


@receiver(people_joined)
def letters_of_one_person(sender, *, kept, joined, actor, at, **kwargs):
    """The same for the letters they got."""
    letters.join_letters(kept=kept.pk, joined=joined.pk, actor=actor, at=at)


@receiver(points_lapsed)
def tell_whose_points_lapsed(sender, *, entries, actor, at, **kwargs):
    """A cycle ended: who lost points hears how many, and what can be done."""
    services.tell_of_lapsed(entries=entries, actor=actor, at=at)
