from django.db import migrations

# Asked once for each statement, not for each of its rows: a run writes thousands with one.
TOGETHER = """
CREATE FUNCTION compliance_results_may_come() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT run_id FROM coming) AS named
        JOIN compliance_compliancerun AS run ON run.id = named.run_id
        WHERE run.status <> 'RUNNING'
    ) THEN
        RAISE EXCEPTION 'results belong to a run while it is running';
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER result_may_come ON compliance_runresult;
CREATE TRIGGER result_may_come AFTER INSERT ON compliance_runresult
    REFERENCING NEW TABLE AS coming
    FOR EACH STATEMENT EXECUTE FUNCTION compliance_results_may_come();
"""
ONE_BY_ONE = """
DROP TRIGGER result_may_come ON compliance_runresult;
CREATE TRIGGER result_may_come AFTER INSERT ON compliance_runresult
    FOR EACH ROW EXECUTE FUNCTION compliance_result_may_come();
DROP FUNCTION compliance_results_may_come();
"""


class Migration(migrations.Migration):
    """The database asks once for each statement whether its results may come."""

    dependencies = [("compliance", "0018_counted_by_index")]

    operations = [migrations.RunSQL(TOGETHER, ONE_BY_ONE)]
