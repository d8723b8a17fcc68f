from django.db import migrations, models

REFUSE = """
CREATE FUNCTION approvals_submission_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a submission is kept as it stood';
END $$;
CREATE TRIGGER submission_is_immutable BEFORE UPDATE OR DELETE ON approvals_submission
    FOR EACH ROW EXECUTE FUNCTION approvals_submission_is_immutable();
"""
ALLOW = """
DROP TRIGGER submission_is_immutable ON approvals_submission;
DROP FUNCTION approvals_submission_is_immutable();
"""


class Migration(migrations.Migration):
    """What has moved goes; the database refuses to change or delete a submission."""

    dependencies = [("approvals", "0004_move")]

    operations = [
        migrations.RemoveField(
            model_name='cetapplication',
            name='authors',
        ),
        migrations.RemoveField(
            model_name='informationrequest',
            name='answer',
        ),
        migrations.RemoveField(
            model_name='informationrequest',
            name='question',
        ),
        migrations.AddConstraint(
            model_name='informationrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='an_answer_has_a_who_and_a_when'),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
