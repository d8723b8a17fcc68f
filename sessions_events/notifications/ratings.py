"""Comments that were hidden, and what a provider changed."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.core.clock import london_date
from cet_portal.core.notifications import Message
from providers import queries as provider_queries
from registrants import queries as register_queries
from sessions_events import queries as event_queries
from sessions_events.models import Improvement, Rating
from sessions_events.notifications.about import AboutEvent


class CommentHidden(AboutEvent):
    """To the provider: a comment was hidden, and why; neither the comment nor whose it was."""

    kind = "comment_hidden"

    def __init__(self, rating: Rating):
        super().__init__(rating.event)
        self.rating = rating

    def key(self):
        return f"{self.event.ev_number}:{self.kind}:{self.rating.pk}:{self.rating.hidden_at}"

    def path(self):
        return reverse("sessions_events:ratings_of_cet", args=[self.event.application.c_number])

    def recipients(self):
        return provider_queries.responsible(self.event.provider_id)

    def subject(self):
        words = {"number": self.event.application.c_number}
        return _("%(number)s: a comment was hidden") % words

    def context(self):
        return {"application": self.event.application, "reason": self.rating.hidden_reason}


class _ToTheRater(AboutEvent):
    def __init__(self, rating: Rating):
        super().__init__(rating.event)
        self.rating = rating

    def path(self):
        lines = register_queries.lines_for(self.event.ev_number, [self.rating.registrant_id])
        line = lines.order_by("pk").last()
        if line is None:
            return reverse("compliance:statement")
        return reverse("sessions_events:rate", args=[line.pk])

    def recipients(self):
        return register_queries.recipients([self.rating.registrant_id])


class YourCommentHidden(_ToTheRater):
    """To the rater: GOC staff hid the comment, and why."""

    kind = "your_comment_hidden"

    def key(self):
        return f"{self.kind}:{self.rating.pk}:{self.rating.hidden_at}"

    def subject(self):
        return _("Your comment on %(number)s was hidden") % {"number": self.event.ev_number}

    def context(self):
        return {**super().context(), "rating": self.rating}


class YourCommentShown(_ToTheRater):
    """To the rater: the comment can be read again."""

    kind = "your_comment_shown"

    def __init__(self, rating: Rating, reason: str, hidden_at: datetime | None):
        super().__init__(rating)
        self.reason, self.hidden_at = reason, hidden_at

    def key(self):
        return f"{self.kind}:{self.rating.pk}:{self.hidden_at}"

    def subject(self):
        return _("Your comment on %(number)s can be read again") % {"number": self.event.ev_number}

    def context(self):
        return {**super().context(), "rating": self.rating, "reason": self.reason}


class WhatChanged(Message):
    """To those who rated the CET: what its provider changed. Once a day at most for each CET."""

    kind = "what_changed"

    def __init__(self, improvement: Improvement):
        self.improvement, self.application = improvement, improvement.application

    def key(self):
        day = london_date(self.improvement.made_at)
        return f"{self.application.c_number}:{self.kind}:{day}"

    def path(self):
        return reverse("compliance:statement")

    def recipients(self):
        return register_queries.recipients(event_queries.raters_of(self.application))

    def subject(self):
        words = {"title": self.application.title}
        return _("You rated “%(title)s”: what the provider changed") % words

    def context(self):
        return {"improvement": self.improvement, "application": self.application}


class ImprovementTakenBack(WhatChanged):
    """To the provider: GOC staff took its note back, and why."""

    kind = "improvement_taken_back"

    def key(self):
        return f"{self.application.c_number}:{self.kind}:{self.improvement.pk}"

    def path(self):
        return reverse("sessions_events:ratings_of_cet", args=[self.application.c_number])

    def recipients(self):
        return provider_queries.responsible(self.application.provider_id)

    def subject(self):
        words = {"number": self.application.c_number}
        return _("%(number)s: GOC staff took back a note of yours") % words
