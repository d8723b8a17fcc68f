from django.db import migrations

REFUSE = """
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON core_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION core_audit_is_append_only();
"""
ALLOW = "DROP TRIGGER audit_is_not_emptied ON core_auditevent"


class Migration(migrations.Migration):
    """Nor can the audit trail be emptied in one go."""

    dependencies = [("core", "0003_days_off_are_kept_by_staff")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
