"""What the first page says of the audit."""

from django.utils.translation import override

from ostoja.audit.home import look_through
from tests.cast import Cast


def test_who_may_read_the_audit_is_reminded_to(cast: Cast) -> None:
    for person in (cast.administrator, cast.officer):
        with override("en"):
            panel = look_through(person)
            assert panel is not None and not panel.rows
            assert "Once a week" in str(panel.empty) and panel.more_url.endswith("/audit/")


def test_others_learn_nothing_of_it(cast: Cast) -> None:
    for person in (cast.consultant, cast.coordinator, cast.supervisor, cast.analyst):
        assert look_through(person) is None
