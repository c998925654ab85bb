"""Cases that were closed before steps were kept get theirs; by whom is no longer known."""

from django.db import migrations

CLOSED = """
    INSERT INTO cases_casestep (id, case_id, kind, at)
    SELECT gen_random_uuid(), id, 'closed', closed_at FROM cases_case WHERE closed_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_keep_the_steps_of_a_case")]

    operations = [migrations.RunSQL(CLOSED, "DELETE FROM cases_casestep")]
