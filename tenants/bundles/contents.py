"""What a bundle holds: a tar of tables, statements, files, and a manifest over all of them."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import BinaryIO

from tenants.bundles.sealing import BundleRefused

FORMAT = 1
MANIFEST, TABLES, RULES = "manifest.json", "tables.sql", "rules.sql"
ROWS, FILES = "rows/", "files/"


@dataclass
class Manifest:
    """Whose bundle it is, of when and which migrations, and a SHA-256 of each member."""

    slug: str
    name: str
    teryt: str | None
    blueprint: str
    stage: str
    made_at: str  # ISO 8601, UTC
    key: str  # tells the city's key without giving it away
    migrations: list[list[str]]
    rows: dict[str, int] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)
    domains: list[str] = field(default_factory=list)
    own_blueprint: str = ""
    format: int = FORMAT


def add(tar: tarfile.TarFile, manifest: Manifest, name: str, content: BinaryIO, size: int) -> None:
    """Put one member into the tar and its sum into the manifest."""
    summing = _Summing(content)
    member = tarfile.TarInfo(name)
    member.size = size
    tar.addfile(member, summing)
    manifest.sums[name] = summing.digest.hexdigest()


def finish(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """The manifest comes last, since only then every sum is known."""
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


class _Summing:
    def __init__(self, content: BinaryIO) -> None:
        self.content, self.digest = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.content.read(size)
        self.digest.update(data)
        return data


def checked(tar: tarfile.TarFile) -> Manifest:
    """The manifest, once every member was found to be as it says and nothing else is there."""
    manifest = _manifest(tar)
    sums = {member.name: _sum(tar, member) for member in _members(tar)}
    wrong = sorted(set(sums.items()) ^ set(manifest.sums.items()))
    if wrong:
        raise BundleRefused(f"The bundle does not hold what its manifest says: {wrong[0][0]}.")
    return manifest


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for member in tar:
        if member.name != MANIFEST:
            yield member


def _manifest(tar: tarfile.TarFile) -> Manifest:
    try:
        content = json.loads(_open(tar, MANIFEST).read())
        found = content["format"]
    except (KeyError, ValueError, tarfile.TarError):
        raise BundleRefused("The bundle has no manifest that can be read.") from None
    if found != FORMAT:
        raise BundleRefused(
            f"The bundle has format {found}, this version knows {FORMAT}. Upgrade first."
        )
    return Manifest(**content)


def _open(tar: tarfile.TarFile, name: str) -> BinaryIO:
    content = tar.extractfile(name)
    if content is None:
        raise KeyError(name)
    return content  # type: ignore[return-value]


def _sum(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    content = tar.extractfile(member)
    if content is None:
        raise BundleRefused(f"The bundle holds something that is no file: {member.name}.")
    return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]


def text_of(tar: tarfile.TarFile, name: str) -> str:
    """One member as text."""
    return _open(tar, name).read().decode()


def stream_of(tar: tarfile.TarFile, name: str) -> BinaryIO:
    """One member, to be read piece by piece."""
    return _open(tar, name)
