from django.db import migrations

REFUSE = """
CREATE OR REPLACE FUNCTION compliance_run_is_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a % run cannot be changed or deleted', lower(OLD.status);
END $$;

CREATE OR REPLACE FUNCTION compliance_no_sealed_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM compliance_compliancerun WHERE status IN ('SEALED', 'REFUSED')) THEN
        RAISE EXCEPTION 'a sealed run cannot be changed or deleted, nor a refused one';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION compliance_result_may_go() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    at text := (SELECT status FROM compliance_compliancerun WHERE id = OLD.run_id);
BEGIN
    IF at IN ('SEALED', 'REFUSED') THEN
        RAISE EXCEPTION 'a % run cannot be changed or deleted', lower(at);
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION compliance_range_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    at text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        at := (SELECT status FROM compliance_compliancerun WHERE id = OLD.run_id);
        IF at IN ('SEALED', 'REFUSED') THEN
            RAISE EXCEPTION 'a % run cannot be changed or deleted', lower(at);
        END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        at := (SELECT status FROM compliance_compliancerun WHERE id = NEW.run_id);
        IF at IN ('SEALED', 'REFUSED') THEN
            RAISE EXCEPTION 'a % run cannot be changed or deleted', lower(at);
        END IF;
        RETURN NEW;
    END IF;
    RETURN OLD;
END $$;

DROP TRIGGER run_is_sealed ON compliance_compliancerun;
CREATE TRIGGER run_is_sealed BEFORE UPDATE OR DELETE ON compliance_compliancerun
    FOR EACH ROW WHEN (OLD.status IN ('SEALED', 'REFUSED'))
    EXECUTE FUNCTION compliance_run_is_sealed();
CREATE TRIGGER range_stays BEFORE INSERT OR UPDATE OR DELETE ON compliance_runrange
    FOR EACH ROW EXECUTE FUNCTION compliance_range_stays();
CREATE TRIGGER ranges_are_not_emptied BEFORE TRUNCATE ON compliance_runrange
    FOR EACH STATEMENT EXECUTE FUNCTION compliance_no_sealed_run();
CREATE TRIGGER change_may_come AFTER INSERT ON compliance_variantchange
    FOR EACH ROW EXECUTE FUNCTION compliance_result_may_come();
CREATE TRIGGER changes_are_not_emptied BEFORE TRUNCATE ON compliance_variantchange
    FOR EACH STATEMENT EXECUTE FUNCTION compliance_no_sealed_run();
CREATE TRIGGER tallies_are_not_emptied BEFORE TRUNCATE ON compliance_varianttally
    FOR EACH STATEMENT EXECUTE FUNCTION compliance_no_sealed_run();
"""
# The functions stay as they are now: they refuse what those before them refused.
ALLOW = """
DROP TRIGGER tallies_are_not_emptied ON compliance_varianttally;
DROP TRIGGER changes_are_not_emptied ON compliance_variantchange;
DROP TRIGGER change_may_come ON compliance_variantchange;
DROP TRIGGER ranges_are_not_emptied ON compliance_runrange;
DROP TRIGGER range_stays ON compliance_runrange;
DROP FUNCTION compliance_range_stays();
DROP TRIGGER run_is_sealed ON compliance_compliancerun;
CREATE TRIGGER run_is_sealed BEFORE UPDATE OR DELETE ON compliance_compliancerun
    FOR EACH ROW WHEN (OLD.status = 'SEALED') EXECUTE FUNCTION compliance_run_is_sealed();
"""


class Migration(migrations.Migration):
    """A refused run stays with its list, and nothing is put to, taken from, or emptied out of
    what belongs to a run that has ended."""

    dependencies = [("compliance", "0014_lighter_runs")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
