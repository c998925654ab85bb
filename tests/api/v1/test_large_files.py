"""A photograph as telephones make them is larger than other bodies may be, and gets in."""

import base64
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from PIL import Image

from casework.intake.models import MessageFile
from tests.api.programs import program_of
from tests.api.v1.answers import ok
from tests.casework.files.made import saved
from tests.casework.intake.reports import make_report
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VIRUS_SCANNER = None


def test_a_program_answers_with_a_photograph_of_three_megabytes(cast: Cast) -> None:
    photograph = saved(Image.effect_noise((2400, 1800), 120), "JPEG", quality=95)
    assert len(photograph) > configured.DATA_UPLOAD_MAX_MEMORY_SIZE
    found, program = make_report(), program_of(cast.consultant)
    match = program.get(f"conversations/{found.pk}/").headers["ETag"]
    body = {"files": [base64.b64encode(photograph).decode()]}
    ok(program.post(f"conversations/{found.pk}/files/", body, match=match))
    assert MessageFile.objects.get().state == "ready"
