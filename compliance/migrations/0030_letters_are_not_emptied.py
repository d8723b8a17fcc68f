from django.db import migrations

REFUSE = """
CREATE TRIGGER letters_are_not_emptied BEFORE TRUNCATE ON compliance_letter
    FOR EACH STATEMENT EXECUTE FUNCTION compliance_letter_stays();
"""
ALLOW = "DROP TRIGGER letters_are_not_emptied ON compliance_letter;"


class Migration(migrations.Migration):
    """Letters are not deleted all at once either."""

    dependencies = [("compliance", "0029_late_acts_by_cycle")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
