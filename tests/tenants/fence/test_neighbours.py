"""What cities of one database share whatever their roles are: stated in decision 0004."""

import psycopg
import pytest
from django.db import DatabaseError, connection

from tenants.fence import entered


def test_names_of_cities_are_visible_and_their_statements_are_not(committed_database: str) -> None:
    with entered("gdansk"), connection.cursor() as cursor:
        cursor.execute("select 1 from pg_namespace where nspname = 'city_gdynia'")
        assert cursor.fetchone()
        with psycopg.connect(committed_database) as other:
            other.execute("select 'of another city'")
            cursor.execute(
                "select query from pg_stat_activity where pid = %s", [other.info.backend_pid]
            )
            assert cursor.fetchone() == ("<insufficient privilege>",)
            with pytest.raises(DatabaseError, match=r"permission denied|must be a member"):
                cursor.execute("select pg_terminate_backend(%s)", [other.info.backend_pid])


def test_channels_and_advisory_locks_are_shared(committed_database: str) -> None:
    """Stated too: whoever uses them puts the city in the channel's name and the lock's key."""
    with psycopg.connect(committed_database, autocommit=True) as other:
        other.execute("listen everybody")
        with entered("gdansk"), connection.cursor() as cursor:
            cursor.execute("notify everybody, 'from Gdansk'")
            cursor.execute("select pg_advisory_lock(7)")
        [heard] = other.notifies(timeout=10, stop_after=1)
        assert heard.payload == "from Gdansk"
        assert other.execute("select pg_try_advisory_lock(7)").fetchone() == (False,)
