from django.db import migrations

REFUSE = """
CREATE TRIGGER change_stays BEFORE UPDATE ON compliance_variantchange
    FOR EACH ROW EXECUTE FUNCTION compliance_result_stays();
CREATE TRIGGER change_may_go BEFORE DELETE ON compliance_variantchange
    FOR EACH ROW EXECUTE FUNCTION compliance_result_may_go();
CREATE TRIGGER tally_stays BEFORE UPDATE ON compliance_varianttally
    FOR EACH ROW EXECUTE FUNCTION compliance_result_stays();
CREATE TRIGGER tally_may_go BEFORE DELETE ON compliance_varianttally
    FOR EACH ROW EXECUTE FUNCTION compliance_result_may_go();
CREATE TRIGGER tally_may_come AFTER INSERT ON compliance_varianttally
    FOR EACH ROW EXECUTE FUNCTION compliance_result_may_come();
"""
ALLOW = """
DROP TRIGGER change_stays ON compliance_variantchange;
DROP TRIGGER change_may_go ON compliance_variantchange;
DROP TRIGGER tally_stays ON compliance_varianttally;
DROP TRIGGER tally_may_go ON compliance_varianttally;
DROP TRIGGER tally_may_come ON compliance_varianttally;
"""


class Migration(migrations.Migration):
    """What a rehearsal found stays with its sealed run."""

    dependencies = [("compliance", "0011_requirements_in_figures")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
