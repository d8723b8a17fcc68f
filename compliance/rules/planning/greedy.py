"""A good set quickly: always the event that gives most of what is still missing.

Where no two events exclude one another such a set is at most 1 + ln(m) times as large as the
smallest one, m being the most that one event gives (Wolsey 1982, on covering with submodular
gains). `Bounds` says for the case at hand how near it is.
"""

from collections.abc import Sequence

from compliance.rules.planning.offers import Offer, left_of, rest


def greedy(needs: tuple[int, ...], offers: Sequence[Offer]) -> list[Offer]:
    """Offers that do not exclude one another and close as much as this way finds."""
    chosen: list[Offer] = []
    free = list(offers)
    while any(needs) and free:
        best = min(free, key=lambda offer: (-_use(needs, offer), offer.cost, offer.key, offer.way))
        if not _use(needs, best):
            break
        chosen.append(best)
        needs = rest(needs, best.gains)
        free = [offer for offer in free if not offer.excludes(best)]
    return chosen


def tidied(needs: tuple[int, ...], chosen: list[Offer], offers: Sequence[Offer]) -> list[Offer]:
    """The same or fewer, and nearer ones where they do as well; leaves no more open."""
    open_after = left_of(needs, chosen)
    chosen = _without_spare(needs, chosen, open_after)
    by_cost = sorted(offers, key=lambda offer: (offer.cost, offer.key, offer.way))
    for place in sorted(range(len(chosen)), key=lambda index: -chosen[index].cost):
        others = chosen[:place] + chosen[place + 1 :]
        rest_of = left_of(needs, others)
        for offer in by_cost:
            if offer.cost >= chosen[place].cost:
                break
            fits = not any(offer.excludes(other) for other in others)
            if fits and _no_worse(rest(rest_of, offer.gains), open_after):
                chosen[place] = offer
                break
    return chosen


def _without_spare(
    needs: tuple[int, ...], chosen: list[Offer], open_after: tuple[int, ...]
) -> list[Offer]:
    for offer in sorted(chosen, key=lambda each: -each.cost):
        others = [each for each in chosen if each is not offer]
        if _no_worse(left_of(needs, others), open_after):
            chosen = others
    return chosen


def _use(needs: tuple[int, ...], offer: Offer) -> int:
    return sum(map(min, needs, offer.gains))


def _no_worse(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(mine <= theirs for mine, theirs in zip(one, other, strict=True))
