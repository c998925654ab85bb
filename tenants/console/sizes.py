"""How much room cities take, asked of the catalogue and the disk without opening a table."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat

_SIZES = """
select n.nspname, sum(pg_total_relation_size(c.oid))
from pg_namespace n join pg_class c on c.relnamespace = n.oid and c.relkind = 'r'
where n.nspname = any(%s) group by n.nspname
"""


def sizes_of(schemas: Iterable[str]) -> Mapping[str, int]:
    """Bytes of the tables and their indexes, by schema; one that is not there is left out."""
    with connection.cursor() as cursor:
        cursor.execute(_SIZES, [list(schemas)])
        return {schema: int(size or 0) for schema, size in cursor.fetchall()}


def size_of_files(schema: str) -> int:
    """Bytes of the city's files; what cannot be read counts nothing."""
    folders = os.walk(Path(settings.MEDIA_ROOT) / schema)
    return sum(_size(Path(folder) / name) for folder, _below, names in folders for name in names)


def in_words(size: int) -> str:
    """Bytes as people read them."""
    return str(filesizeformat(size))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
