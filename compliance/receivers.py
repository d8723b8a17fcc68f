"""What compliance listens to."""

from django.dispatch import receiver

from compliance import services
from registrants.events import people_joined


@receiver(people_joined)
def disputes_of_one_person(sender, *, kept, joined, actor, at, **kwargs):
    """Two people are one: so are their disputes."""
    services.join_people(kept=kept.pk, joined=joined.pk, actor=actor, at=at)
