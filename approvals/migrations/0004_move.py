from django.db import migrations

OPEN = ("IN_REVIEW", "INFORMATION_REQUESTED")
DECIDED = ("APPROVED", "REJECTED")
COPIED = (
    "title",
    "summary",
    "duration_minutes",
    "audiences",
    "units",
    "assessment",
    "ground",
    "interaction",
    "points_total",
    "points_interactive",
    "peer_review",
    "current_practice",
    "patient_care",
    "interests",
)


def move(apps, schema_editor):
    """Authors, questions and decisions of applications that were there before."""
    _contributors(apps)
    _questions(apps)
    for application in apps.get_model("approvals", "CetApplication").objects.order_by("pk"):
        if application.submitted_at:
            _round(apps, application)
        if application.approver_id and application.status in OPEN + DECIDED:
            _assignment(apps, application)
        if application.status in DECIDED:
            _decision(apps, application)


def _contributors(apps):
    Contributor = apps.get_model("approvals", "Contributor")
    written = apps.get_model("approvals", "CetApplication").objects.exclude(authors="")
    for application in written:
        for order, line in enumerate(filter(None, application.authors.splitlines()), start=1):
            name, _comma, qualifications = line.partition(",")
            Contributor.objects.create(
                application=application,
                order=order,
                name=name.strip()[:200],
                qualifications=qualifications.strip()[:500],
                part="BOTH",
            )


def _questions(apps):
    Question = apps.get_model("approvals", "InformationQuestion")
    for request in apps.get_model("approvals", "InformationRequest").objects.all():
        Question.objects.create(
            request=request,
            order=1,
            section="about",
            text=request.question,
            answer=request.answer,
        )


def _round(apps, application):
    modality = application.modality
    lines = application.objectives.order_by("order")
    people = application.contributors.order_by("order")
    apps.get_model("approvals", "Submission").objects.create(
        application=application,
        round=1,
        at=application.submitted_at,
        by_id=application.made_by_id,
        by=application.saved_by,
        role="",
        values={
            **{name: getattr(application, name) for name in COPIED},
            "modality": {"code": modality.code, "name": modality.name} if modality else None,
            "objectives": [{"text": line.text, "units": []} for line in lines],
            "contributors": [
                {"name": each.name, "qualifications": each.qualifications, "part": each.part}
                for each in people
            ],
            "attachments": [],
        },
    )
    application.round = 1
    application.save(update_fields=["round"])


def _assignment(apps, application):
    decided = application.status in DECIDED
    apps.get_model("approvals", "Assignment").objects.create(
        application=application,
        approver_id=application.approver_id,
        stage="FIRST",
        began_at=application.submitted_at,
        given_by="",
        given_by_role="APPROVER",
        ended_at=application.decided_at if decided else None,
        ending="DECIDED" if decided else "",
    )


def _decision(apps, application):
    StatusChange = apps.get_model("core", "StatusChange")
    by_clock = StatusChange.objects.filter(
        case_type="approvals.CetApplication", case_id=application.pk, step="lapse"
    ).exists()
    apps.get_model("approvals", "Decision").objects.create(
        application=application,
        stage="FIRST",
        outcome=application.status,
        round=1,
        decided_at=application.decided_at,
        decided_by_id=None if by_clock else application.approver_id,
        reasons=application.reasons,
    )
    if application.status == "APPROVED":
        apps.get_model("approvals", "AudienceApproval").objects.filter(
            application=application
        ).update(peer_review=application.peer_review)
        application.due_on = application.approval_ends
        application.due_sum = {
            "trigger": application.decided_at.date().isoformat(),
            "working_days": None,
            "rule": "Approval ends with the CET cycle (CET guide, Expiry of approval)",
            "left_out": [],
        }
        application.save(update_fields=["due_on", "due_sum"])


class Migration(migrations.Migration):
    """Authors, questions and decisions take their new places."""

    dependencies = [("approvals", "0003_whole_life"), ("core", "0002_audit_trail_is_append_only")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
