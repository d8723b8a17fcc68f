"""What is owed, the hold that follows, and its end."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.accounts import queries as account_queries
from cet_portal.core.notifications import Message, address_of
from providers import queries as provider_queries
from providers.models import Provider
from sessions_events.enums import Standing
from sessions_events.models import Duty, Hold
from sessions_events.rules.reminding import Step


class Chase(Message):
    """To a provider: one step of the ladder (decisions.md 24), with all that has come to it.

    To its system administrators; at the step of the hold also to its principal contacts, and to
    the CET manager (`ChaseForManager`). `duties`: the earliest due date first.
    """

    kind = "events_due"
    most_named = 30

    def __init__(self, provider: Provider, step: Step, duties: Sequence[Duty], today: date):
        self.provider, self.step, self.duties, self.today = provider, step, duties, today
        if step == Step.HOLD:
            self.kind = "submissions_held"
        elif step.is_late:
            self.kind = "event_overdue"

    def for_everybody(self) -> list["Chase"]:
        """This message, and the one to the CET manager where the step asks for it."""
        if self.step != Step.HOLD:
            return [self]
        return [self, ChaseForManager(self.provider, self.step, self.duties, self.today)]

    def key(self):
        # A duty is told at most one step a day, so one of them makes the occasion.
        return f"provider {self.provider.pk}:{self.kind}:{self.today}:{self.duties[0].pk}"

    def recipients(self):
        if self.step == Step.HOLD:
            return provider_queries.responsible(self.provider.pk)
        return provider_queries.administrators(self.provider.pk)

    def path(self):
        events = {duty.event_id: duty.event for duty in self.duties}
        if len(events) == 1:
            return reverse("sessions_events:event", args=[self.duties[0].reference])
        standing = Standing.OVERDUE if self.step.is_late else Standing.DUE
        return f"{reverse('sessions_events:event_list')}?standing={standing}"

    def subject(self):
        words = {"number": self.duties[0].reference, "provider": self.provider.name}
        words["day"] = date_format(self.duties[0].due_on, "j F Y")
        words["total"] = total = len({duty.event_id for duty in self.duties})
        if self.step == Step.HOLD:
            return ngettext(
                "New submissions are held until %(number)s is done",
                "New submissions are held until %(total)s events are done",
                total,
            ) % {**words}
        if self.step.is_late:
            return ngettext("%(number)s is overdue", "%(total)s events are overdue", total) % words
        if self.step == Step.LAST_DAY:
            return (
                ngettext("%(number)s is due today", "%(total)s events are due today", total) % words
            )
        return (
            ngettext("%(number)s is due on %(day)s", "%(total)s events are due by %(day)s", total)
            % words
        )

    def context(self):
        named = self.duties[: self.most_named]
        return {
            "provider": self.provider,
            "step": self.step,
            "today": self.today,
            "named": [(duty, self._address(duty)) for duty in named],
            "unnamed": len(self.duties) - len(named),
            "hold_on": min(duty.hold_on for duty in self.duties),
        }

    def _address(self, duty: Duty) -> str:
        return address_of(reverse("sessions_events:event", args=[duty.reference]))


class ChaseForManager(Chase):
    """To the CET manager: a provider is so late that its new submissions are held."""

    def __init__(self, provider: Provider, step: Step, duties: Sequence[Duty], today: date):
        super().__init__(provider, step, duties, today)
        self.kind = "provider_held"

    def recipients(self):
        return account_queries.cet_managers()

    def path(self):
        return reverse("sessions_events:overdue_of", args=[self.provider.pk])

    def subject(self):
        return _("%(provider)s: new submissions are held") % {"provider": self.provider.name}


class HoldLifted(Message):
    """To the provider: it can submit again."""

    kind = "hold_lifted"

    def __init__(self, hold: Hold):
        self.hold = hold

    def key(self):
        return f"{self.kind}:{self.hold.pk}"

    def recipients(self):
        return provider_queries.responsible(self.hold.provider_id)

    def path(self):
        return reverse("approvals:application_list")

    def subject(self):
        return _("You can submit applications again")

    def context(self):
        return {"hold": self.hold}
