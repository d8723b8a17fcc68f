"""Applications that are not approved: in every other status, with dates around today."""

from cet_portal.home.seed import approving, turns
from cet_portal.home.seed.world import World

HELEN, MARCUS, FIONA = "Helen Ashdown", "Marcus Oyelaran", "Fiona Kerr"


def add_to(world: World) -> None:
    """Add a thread for each of them."""
    found = (*drafts(world), *with_approvers(world), *asked(world), *ended(world))
    for thread in (*found, *turns.threads(world)):
        world.stage.add(thread)


def drafts(world: World):
    """Two that are complete (one of a provider that may not submit), two just begun."""
    ago = world.days.ago
    return [
        approving.waiting(world, "night-driving", written=ago(2, 15)),
        approving.waiting(world, "prisms", written=ago(4, 11)),
        approving.waiting(world, "hospital", written=ago(3, 14)),
    ]


def with_approvers(world: World):
    """In the queue: fresh, due tomorrow, late. In review: fresh, answered, Fiona's."""
    ago, tomorrow = world.days.ago, world.days.at(world.days.trigger(1), 12)
    return [
        approving.waiting(world, "diabetes", written=ago(6), submitted=ago(1, 15)),
        approving.waiting(world, "complex-heads", written=ago(14), submitted=tomorrow),
        approving.waiting(world, "keratoconus", written=ago(16), submitted=ago(11, 17)),
        approving.waiting(
            world,
            "blue-light",
            written=ago(9),
            submitted=ago(7, 13),
            taken=(HELEN, ago(2, 9)),
        ),
        approving.waiting(
            world,
            "ortho-k",
            written=ago(15),
            submitted=ago(12, 10),
            taken=(MARCUS, ago(10, 9)),
            asked=(
                "How do you make sure that only people who already fit lenses take part?",
                ago(8, 10),
            ),
            answered=ago(1, 16),
        ),
        approving.waiting(
            world,
            "cataract",
            written=ago(8),
            submitted=ago(5, 13),
            taken=(FIONA, ago(3, 18)),
        ),
    ]


def asked(world: World):
    """Information requested: fresh, due tomorrow, and one whose last day was yesterday."""
    ago, tomorrow = world.days.ago, world.days.at(world.days.trigger(1), 12)
    return [
        approving.waiting(
            world,
            "migraine",
            written=ago(8),
            submitted=ago(5, 10),
            taken=(HELEN, ago(3, 9)),
            asked=(
                "The second objective cannot be shown by the cards you describe. How will you "
                "see that each person knows the alarm signs?",
                ago(1, 11),
            ),
        ),
        approving.waiting(
            world,
            "fields",
            written=ago(18),
            submitted=ago(14, 10),
            taken=(MARCUS, ago(11, 9)),
            asked=(
                "How many instruments are there for how many people, and who is the tutor?",
                tomorrow,
            ),
        ),
        approving.waiting(
            world,
            "coatings",
            written=ago(20),
            submitted=ago(17, 10),
            taken=(HELEN, ago(13, 9)),
            asked=("Please send the eight questions with their answers.", ago(11, 16)),
        ),
    ]


def ended(world: World):
    """Rejected with reasons, rejected by the clock, withdrawn."""
    ago = world.days.ago
    return [
        approving.rejected(
            world,
            "second-pairs",
            written=ago(60),
            submitted=ago(55),
            taken=(MARCUS, ago(52)),
            decided=ago(49),
            failing="PATIENT_CARE",
            reasons="The CET is about selling and not tied to any performance criterion of the "
            "unit named. It does not show how patient care improves.",
        ),
        approving.rejected(
            world,
            "dementia",
            written=ago(27),
            submitted=ago(24),
            taken=(HELEN, ago(20)),
            decided=ago(15, 12),
            failing="OBJECTIVES",
            reasons="The objective cannot be shown to be met: being aware of something cannot be "
            "assessed. Write what people will be able to do, and how you will see it.",
        ),
        approving.rejected_by_the_clock(
            world,
            "virtual-reality",
            written=ago(34),
            taken=(HELEN, ago(30)),
            question="Which studies are the recordings based on?",
        ),
        approving.withdrawn(world, "eyelids", written=ago(40), submitted=ago(37), ended=ago(35, 9)),
        approving.withdrawn(
            world, "ergonomics", written=ago(90), submitted=None, ended=ago(80, 12)
        ),
    ]
