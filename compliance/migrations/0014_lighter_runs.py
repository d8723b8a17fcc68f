import django.db.models.deletion
from django.db import migrations, models

AS_THEY_ARE = """
ALTER TABLE compliance_runresult
    ALTER COLUMN inputs SET STORAGE EXTERNAL, ALTER COLUMN result SET STORAGE EXTERNAL;
"""
COMPRESSED = AS_THEY_ARE.replace("EXTERNAL", "EXTENDED")


class Migration(migrations.Migration):
    """Nothing claims a range, it is locked; the texts of a result are kept without compressing
    them; both indexes that are left begin with the run."""

    dependencies = [("compliance", "0013_outcomes_told")]

    operations = [
        migrations.RemoveField(model_name="runrange", name="claimed_until"),
        migrations.AlterField(
            model_name="runresult",
            name="run",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="compliance.compliancerun",
            ),
        ),
        migrations.RunSQL(AS_THEY_ARE, COMPRESSED),
    ]
