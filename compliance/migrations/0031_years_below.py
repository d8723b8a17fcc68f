import django.contrib.postgres.fields
from django.db import migrations, models

# What rules.annual_sums finds for the results of a new run, for those that there are. They are
# sealed: nothing of what was found is changed.
FILL = """
ALTER TABLE compliance_runresult DISABLE TRIGGER USER;
UPDATE compliance_runresult AS kept SET years_below = found.years FROM (
    SELECT one.id, array_agg(year ORDER BY year) AS years
    FROM compliance_runresult AS one, json_to_recordset(one.result::json->'requirements')
        AS each(code text, year smallint, met boolean)
    WHERE one.result <> '' AND code = 'ANNUAL_MINIMUM' AND NOT each.met
    GROUP BY one.id
) AS found
WHERE kept.id = found.id;
ALTER TABLE compliance_runresult ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    """Who is below an annual minimum is found without reading what was found of everybody."""

    dependencies = [
        ("compliance", "0030_letters_are_not_emptied"),
    ]

    operations = [
        migrations.AddField(
            model_name="runresult",
            name="years_below",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.SmallIntegerField(), default=list, size=None
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="runresult",
            index=models.Index(
                fields=["run", "number", "id"],
                include=("registrant", "standing", "digest", "years_below"),
                condition=models.Q(("years_below", []), _negated=True),
                name="result_below_annual",
            ),
        ),
    ]
