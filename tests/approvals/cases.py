"""One application and the people around it, each act at its own instant."""

from datetime import timedelta

from approvals import queries, services
from providers import queries as provider_queries
from providers import services as provider_services
from tests import builders


class Case:
    """One application and the people around it; each act at its own instant."""

    def __init__(self, submitted, **answers):
        self.approver = builders.approver(at=submitted)
        self.provider, user = builders.provider_with(at=submitted - timedelta(days=60))
        self.admin = builders.actor_of(user)
        self.reviewer = builders.actor_of(self.approver)
        draft = builders.draft(
            provider=self.provider, at=submitted - timedelta(minutes=5), **answers
        )
        self.row = services.submit(application=draft, actor=self.admin, at=submitted)

    def ask(self, at):
        self.row = services.ask_information(
            application=self.row,
            questions=[("practice", "Which guidance?")],
            actor=self.reviewer,
            at=at,
        )

    def answer(self, at):
        self.row = services.save_answers(
            application=self.row,
            version=queries_version(self.row),
            answers={each.pk: "This one." for each in queries.open_questions(self.row)},
            actor=self.admin,
            at=at,
        )
        self.row = services.answer(application=self.row, actor=self.admin, at=at)

    def reject(self, at):
        builders.judge_all(self.row, self.reviewer, failing="OBJECTIVES", at=at)
        self.row = services.decide(
            application=self.row,
            outcomes=builders.outcomes(self.row, approved=False),
            actor=self.reviewer,
            at=at,
        )

    def approve(self, at):
        builders.judge_all(self.row, self.reviewer, at=at)
        self.row = services.decide(
            application=self.row,
            outcomes=builders.outcomes(self.row),
            actor=self.reviewer,
            at=at,
        )

    def appeal(self, at):
        self.row = services.lodge_appeal(
            application=self.row, grounds="It can be assessed.", actor=self.admin, at=at
        )

    def extend(self, working_days, at):
        self.row = services.extend_clock(
            application=self.row,
            working_days=working_days,
            reason="The approver was ill.",
            actor=builders.MANAGER,
            at=at,
        )

    @property
    def fee(self):
        return provider_queries.fees_about(self.row.c_number).get()

    def pay(self, at):
        provider_services.record_payment(
            fee=self.fee, paid_on=at.date(), reference="BACS 1", actor=builders.MANAGER, at=at
        )
        self.row.refresh_from_db()

    @property
    def due(self):
        return self.row.due_on


def queries_version(row):
    row.refresh_from_db()
    return row.version
