"""A city's files travel with it: in a bundle with their sums, opened in an export, gone with it."""

import json
import zipfile
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings

from casework.files.actions import content_of
from casework.files.tasks import sweep_files
from casework.intake.models import Conversation, MessageFile
from ostoja.privacy.keys import destroy_key, forget_keys, rewrap_key
from tenants.bundles.restoring import restore_bundle
from tenants.bundles.sealing import BundleRefused
from tenants.bundles.writing import write_bundle
from tenants.exports.writing import export_city
from tenants.fence import entered
from tenants.stages import remove_files
from tests.casework.files.made import CANARY
from tests.casework.intake.files.sent import send_report, upload
from tests.cast import make_cast

pytestmark = pytest.mark.usefixtures("committed_database")


@pytest.fixture
def row(committed_database: str) -> MessageFile:
    with entered("gdansk"):
        make_cast()
        assert send_report(upload()).status_code == 200
        return MessageFile.objects.get()


def lying() -> list[Path]:
    return [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()]


def test_a_bundle_brings_row_and_file_back(row: MessageFile, tmp_path: Path) -> None:
    bundle = tmp_path / "gdansk.ostoja"
    manifest = write_bundle("gdansk", bundle)
    [name] = [one for one in manifest.sums if row.place in one]
    assert name.startswith("files/files/")
    assert CANARY.encode() not in bundle.read_bytes()
    with entered("gdansk"):
        Conversation.objects.all().delete()
    remove_files("city_gdansk")
    restore_bundle(bundle, over=True)
    with entered("gdansk"):
        assert content_of(MessageFile.objects.get()).startswith(b"\xff\xd8")
        assert sweep_files.run() == 0


def test_a_bundle_with_a_flipped_byte_is_refused(row: MessageFile, tmp_path: Path) -> None:
    bundle = tmp_path / "gdansk.ostoja"
    write_bundle("gdansk", bundle)
    data = bytearray(bundle.read_bytes())
    data[len(data) // 2] ^= 1
    bundle.write_bytes(data)
    with pytest.raises(BundleRefused):
        restore_bundle(bundle, over=True)
    with entered("gdansk"):
        assert content_of(MessageFile.objects.get())


def test_an_export_holds_the_file_opened(row: MessageFile, tmp_path: Path) -> None:
    path = tmp_path / "gdansk.zip"
    export_city("gdansk", path, by=None, account="root")
    with zipfile.ZipFile(path) as archive:
        names = [one for one in archive.namelist() if one.startswith("files/")]
        assert names == [f"files/files/{row.pk}.jpg"]
        assert archive.read(names[0]).startswith(b"\xff\xd8")
        assert names[0] in json.loads(archive.read("manifest.json"))["sums"]
        table = archive.read("jsonl/intake_messagefile.jsonl").decode()
    assert str(row.pk) in table and row.key not in table


@pytest.mark.parametrize("is_there", [False, True])
def test_a_file_lost_on_the_disk_is_named_and_keeps_no_city_from_leaving(
    row: MessageFile, tmp_path: Path, is_there: bool
) -> None:
    with entered("gdansk"):
        send_report(upload(), text="Drugie zgłoszenie")
        other = MessageFile.objects.exclude(pk=row.pk).get()
    [lost] = [one for one in lying() if one.name == row.place]
    lost.write_bytes(b"x" * 40) if is_there else lost.unlink()
    path = tmp_path / "gdansk.zip"
    export_city("gdansk", path, by=None, account="root")
    with zipfile.ZipFile(path) as archive:
        files = [one for one in archive.namelist() if one.startswith("files/")]
        left_out = json.loads(archive.read("manifest.json"))["left_out"]
    assert files == [f"files/files/{other.pk}.jpg"]
    [named] = [one for one in left_out if "file" in one]
    assert named["file"] == f"files/files/{row.pk}.jpg" and "backups" in named["reason"]


def test_a_new_key_of_the_installation_opens_what_lay_there(row: MessageFile) -> None:
    rewrap_key("city_gdansk")
    forget_keys()
    with entered("gdansk"):
        assert content_of(MessageFile.objects.get()).startswith(b"\xff\xd8")


def test_without_the_citys_key_no_file_opens(row: MessageFile, tmp_path: Path) -> None:
    kept = {one: one.read_bytes() for one in Path(settings.KEYS_ROOT).glob("city_gdansk*")}
    assert len(lying()) == 1
    try:
        destroy_key("city_gdansk")
        with pytest.raises(Exception, match="No key") as gone, entered("gdansk"):
            content_of(MessageFile.objects.get())
        assert not isinstance(gone.value, InvalidTag)
    finally:
        for path, data in kept.items():
            path.write_bytes(data)
        forget_keys()
