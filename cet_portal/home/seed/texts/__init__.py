"""Every CET of the demonstration, by its key."""

from cet_portal.home.seed.texts import clinical, lenses, turns, waiting
from cet_portal.home.seed.texts.shape import Cet

CETS: dict[str, Cet] = {
    cet.key: cet for cet in (*clinical.CETS, *lenses.CETS, *waiting.CETS, *turns.CETS)
}
