"""What compliance listens to."""

from django.dispatch import receiver

from compliance import services
from compliance.queries import facts
from compliance.rules.against import against_register
from compliance.services import letters
from registrants.events import contradictions_asked, people_joined, points_lapsed


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


@receiver(contradictions_asked)
def what_a_run_would_list_apart(sender, *, entries, specialties, **kwargs):
    """The rules know what cannot be true at once."""
    return against_register(facts.person(entries, specialties, ()))
