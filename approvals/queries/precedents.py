"""Similar CET that was decided before: found by the words of title, objectives, units and way of
learning (PostgreSQL full-text search), best first.

However much was decided, only so many candidates are ranked: those with all words of the title
and those with any word, the newest of each.
"""

import re
from collections.abc import Sequence

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Prefetch

from approvals.models import (
    AudienceApproval,
    CetApplication,
    Decision,
    Judgement,
)
from approvals.models.conflicts import providers_in_conflict
from cet_portal.core.actor import Actor

MOST_WORDS = 12
MOST_RANKED = 200
# One common word is no likeness: what ranks below this part of the best is left out.
LEAST_SHARE = 4
_WORD = re.compile(r"[^\W\d_]{3,40}")


def similar_to(application: CetApplication, actor: Actor, *, most: int = 5) -> list[Decision]:
    """Decided CET like this one, the most similar first, with their judgements.

    Never of a provider with which the actor has a conflict, nor their own work (decisions.md
    16). Always as many queries, however much was decided.
    """
    objectives = application.objectives.order_by("order").values_list("text", flat=True)
    title = _words(application.title)
    words = _words(" ".join([application.title, *objectives, str(application.modality or "")]))
    found = _seen_by(actor).exclude(application=application)
    return _ranked(found, _all_of(title), _any_of(words), actor=actor, most=most)


def with_words(
    text: str, actor: Actor, *, besides: CetApplication | None = None, most: int = 20
) -> list[Decision]:
    """Decided CET that has these words, best first; without words nothing."""
    words = _words(text)
    found = _seen_by(actor).exclude(application=besides)
    return _ranked(found, _all_of(words), _all_of(words), actor=actor, most=most)


def _words(text: str) -> list[str]:
    """The first different words of three letters or more, in the order given."""
    return list(dict.fromkeys(word.lower() for word in _WORD.findall(text)))[:MOST_WORDS]


def _all_of(words: Sequence[str]) -> SearchQuery | None:
    return _query(" & ".join(words))


def _any_of(words: Sequence[str]) -> SearchQuery | None:
    return _query(" | ".join(words))


def _query(expression: str) -> SearchQuery | None:
    # Only letters came through `_words`, so nothing typed is read as an operator.
    if not expression:
        return None
    return SearchQuery(expression, search_type="raw", config="english")


def _seen_by(actor: Actor):
    """Decisions of providers with which the actor has no conflict."""
    providers = providers_in_conflict(actor.user_id)
    return Decision.objects.filter(words__isnull=False).exclude(
        application__provider_id__in=providers
    )


def _ranked(found, strict, loose, *, actor: Actor, most: int) -> list[Decision]:
    if strict is None or loose is None:
        return []
    # As keys: the planner would read every decision for a subquery in an OR.
    keys = [
        key
        for query in (strict, loose)
        for key in found.filter(words=query)
        .order_by("-pk")
        .values_list("pk", flat=True)[:MOST_RANKED]
    ]
    seen = CetApplication.objects.filter(provider__own="")
    not_own = seen.without_conflict(actor.user_id, actor.name)
    ranked = (
        Decision.objects.filter(pk__in=keys, application__in=not_own)
        .annotate(rank=SearchRank(F("words"), loose))
        .order_by("-rank", "-decided_at", "-pk")
        .select_related("application__modality")
        .prefetch_related(
            Prefetch(
                "judgements",
                Judgement.objects.select_related("criterion").order_by(
                    "criterion__order", "audience"
                ),
            ),
            Prefetch("application__approvals", AudienceApproval.objects.order_by("audience")),
        )
    )
    best = list(ranked[:most])
    return [each for each in best if each.rank * LEAST_SHARE >= best[0].rank]
