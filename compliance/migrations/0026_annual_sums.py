from django.db import migrations, models

# What workers count while they judge, for the runs and ranges that are judged already. Sealed
# runs keep all that was found of anybody.
COUNTED = """
    SELECT coalesce(jsonb_object_agg(year, jsonb_build_array(asked, below)), '{{}}') FROM (
        SELECT year, count(*) AS asked, count(*) FILTER (WHERE NOT each.met) AS below
        FROM compliance_runresult AS result, json_to_recordset(result.result::json->'requirements')
            AS each(code text, year text, met boolean)
        WHERE {whose} AND result.result <> '' AND code = 'ANNUAL_MINIMUM'
        GROUP BY year ORDER BY year
    ) AS years
"""
IN_RUN = "result.run_id = run.id"
IN_RANGE = "result.run_id = range.run_id AND result.registrant_id BETWEEN range.first AND range.last"
FILL = f"""
ALTER TABLE compliance_compliancerun DISABLE TRIGGER USER;
UPDATE compliance_compliancerun AS run SET annual = ({COUNTED.format(whose=IN_RUN)})
WHERE status = 'SEALED';
ALTER TABLE compliance_compliancerun ENABLE TRIGGER USER;
UPDATE compliance_runrange AS range SET annual = ({COUNTED.format(whose=IN_RANGE)})
WHERE done_at IS NOT NULL
    AND run_id IN (SELECT id FROM compliance_compliancerun WHERE status = 'RUNNING');
"""  # noqa: S608 made of the texts above


class Migration(migrations.Migration):
    """Sums of annual minimums are counted with the run, not with each page."""

    dependencies = [("compliance", "0025_letters_of_outcomes")]

    operations = [
        migrations.AddField("compliancerun", "annual", models.JSONField(default=dict)),
        migrations.AddField("runrange", "annual", models.JSONField(default=dict)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
