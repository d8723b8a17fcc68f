from django.db import migrations, models

# Of acts that there are: their lines but those that were passed over.
FILL = """
UPDATE compliance_bulkact AS act SET by_cycle = (
    SELECT coalesce(jsonb_object_agg(name, lines), '{}') FROM (
        SELECT cycle.name, count(*) AS lines
        FROM registrants_pointentry AS line
        JOIN scheme_cycle AS cycle
            ON line.event_date BETWEEN cycle.first_day AND cycle.last_day
        WHERE line.id = ANY (act.keys[:act.done])
            AND NOT EXISTS (
                SELECT FROM jsonb_array_elements(act.passed) AS passed
                WHERE (passed->>0)::bigint = line.id
            )
        GROUP BY cycle.name
    ) AS cycles
)
WHERE kind IN ('SETTLE_LATE', 'REFUSE_LATE');
"""


class Migration(migrations.Migration):
    """What acts on late points settled, by cycle: the step of a cycle says its sum."""

    dependencies = [
        ("compliance", "0028_posted_letters"),
        ("registrants", "0007_late_lines"),
        ("scheme", "0003_places"),
    ]

    operations = [
        migrations.AddField("bulkact", "by_cycle", models.JSONField(default=dict)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
