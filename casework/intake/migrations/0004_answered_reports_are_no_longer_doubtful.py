"""What somebody answered or opened a case from was written by a person."""

from django.db import migrations

ANSWERED = """
update intake_conversation set is_doubtful = false
where is_doubtful and (
    case_id is not null
    or exists (
        select from intake_message
        where conversation_id = intake_conversation.id and author = 'staff'
    )
)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0003_entry_points_have_versions"),
    ]

    operations = [
        # Nothing needs the mark back: it only kept such rows at the end of the queue.
        migrations.RunSQL(ANSWERED, migrations.RunSQL.noop),
    ]
