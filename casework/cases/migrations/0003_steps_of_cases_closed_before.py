"""Cases that were closed before steps were kept get theirs, from the note that closed them.

That note was written under the case's lock a moment before ``closed_at``, and what ended with the
case ended after it; so the newest one until then says when, by whom and for whom.
"""

from django.db import migrations

# The ids follow from the cases', so a case gets one such step however often this runs.
CLOSED = """
    INSERT INTO cases_casestep (id, case_id, kind, at, note_id, by_id, group_id)
    SELECT md5(closed.id::text || 'closed')::uuid, closed.id, 'closed',
        coalesce(said.created_at, closed.closed_at), said.id, said.author_id, said.author_group_id
    FROM cases_case closed
    LEFT JOIN LATERAL (
        SELECT * FROM cases_note note
        WHERE note.case_id = closed.id AND note.created_at <= closed.closed_at
        ORDER BY note.created_at DESC LIMIT 1
    ) said ON true
    WHERE closed.closed_at IS NOT NULL
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_keep_the_steps_of_a_case")]

    operations = [
        # Backwards the steps stay: they are true, and 0002 takes away the whole table.
        migrations.RunSQL(CLOSED, migrations.RunSQL.noop)
    ]
