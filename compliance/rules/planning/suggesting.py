"""The smallest set of events that closes every gap (docs/adr/0039)."""

from collections.abc import Sequence

from compliance.rules.planning.bounds import Bounds
from compliance.rules.planning.exact import MOST_STEPS, Search
from compliance.rules.planning.greedy import greedy, tidied
from compliance.rules.planning.offers import Found, Offer, left_of


def suggest(
    needs: Sequence[int], offers: Sequence[Offer], *, most_steps: int = MOST_STEPS
) -> Found:
    """Offers that do not exclude one another and close `needs`, as few as possible.

    What all offers together cannot close is left open, and the rest is closed all the same.
    Within `most_steps` the set is the smallest there is and, among those, the cheapest; beyond
    that it is a small one, with the number below which none can be.
    """
    asked = tuple(needs)
    useful = [offer for offer in offers if any(map(min, asked, offer.gains))]
    reach = Bounds(asked, useful).reach
    wanted = tuple(map(min, asked, reach))
    bounds = Bounds(wanted, useful)
    chosen = tidied(wanted, greedy(wanted, useful), useful)
    covers = not any(left_of(wanted, chosen))
    known = (len(chosen), sum(offer.cost for offer in chosen)) if covers else (len(useful) + 1, 0)
    searched = Search(wanted, useful, bounds, better_than=known, most_steps=most_steps).run()
    if searched.offers is not None:
        chosen, covers = searched.offers, True
    closed = tuple(need - left for need, left in zip(wanted, left_of(wanted, chosen), strict=True))
    return Found(
        offers=tuple(chosen),
        left=left_of(asked, chosen),
        at_least=len(chosen) if covers and searched.whole else bounds.at_least(closed),
        complete=covers,
    )
