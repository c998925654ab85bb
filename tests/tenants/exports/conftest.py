"""A city with a case and a file."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from casework.cases.models import Case
from tenants.fence import entered
from tests.cast import make_cast
from tests.tenants.exports.reading import FORMULA, STORY


@pytest.fixture
def case(committed_database: str, tmp_path: Path, settings: Any) -> Case:
    settings.MEDIA_ROOT = tmp_path / "media"
    picture = tmp_path / "media" / "city_gdansk" / "notes" / "a.bin"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"\x00picture")
    with entered("gdansk"):
        cast = make_cast()
        return Case.objects.create(
            submission=uuid4(),
            number=1,
            lead=cast.centre,
            opened_by_group=cast.centre.group,
            pseudonym=FORMULA,
            person_name="Ewa Wymyślona",
            summary=STORY,
        )


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "gdansk.zip"
