from django.db import migrations, models

# What rules.settling works out for the results of a new run, for those that there are. They are
# sealed: nothing of what was found is changed.
FILL = """
ALTER TABLE compliance_runresult DISABLE TRIGGER USER;
UPDATE compliance_runresult SET figures_digest = left(encode(sha256(convert_to(coalesce((
    SELECT string_agg(concat_ws(' ', code, specialty, year, required, obtained), ',')
    FROM json_to_recordset(result::json->'requirements')
        AS each(code text, specialty text, year text, required text, obtained text)
), ''), 'UTF8')), 'hex'), 32)
WHERE result <> '';
ALTER TABLE compliance_runresult ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    """Two runs are laid beside each other without reading what each of them found."""

    dependencies = [
        ("compliance", "0021_results_asked_together"),
        ("registrants", "0010_plain_numbers"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="runresult",
            name="one_result_a_person_in_run",
        ),
        migrations.AddField(
            model_name="runresult",
            name="figures_digest",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="runresult",
            constraint=models.UniqueConstraint(
                fields=("run", "registrant"),
                include=("number", "profession", "standing", "met", "digest", "figures_digest"),
                name="one_result_a_person_in_run",
            ),
        ),
    ]
