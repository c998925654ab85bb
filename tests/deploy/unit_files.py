"""Reads the units that install.sh wrote: what systemd would run, as whom, with what."""

import shlex
from dataclasses import dataclass
from pathlib import Path

Lines = dict[str, list[str]]


@dataclass(frozen=True)
class Unit:
    """A service of the installation; `instance` is what stands after the @ of its name."""

    name: str
    path: Path
    instance: str = ""

    @property
    def service(self) -> Lines:
        """The section [Service]: each setting with its values in order."""
        text = self.path.read_text()
        return _section(text.replace("%i", self.instance).replace("%%", "%"), "Service")

    def one(self, setting: str, default: str = "") -> str:
        """A setting that counts once; the last value, as for systemd."""
        return self.service.get(setting, [default])[-1]

    def words(self, setting: str) -> list[str]:
        """A setting that is a list of words, on one line or several."""
        return [word for line in self.service.get(setting, []) for word in shlex.split(line)]

    @property
    def environment(self) -> dict[str, str]:
        """Everything that the unit gives its program, files included."""
        own = [word.partition("=") for word in self.words("Environment")]
        files = [Path(name).read_text() for name in self.service.get("EnvironmentFile", [])]
        found = {"PATH": "/usr/local/bin:/usr/bin:/bin", **{name: value for name, _, value in own}}
        for line in "\n".join(files).splitlines():
            name, is_setting, value = line.partition("=")
            if is_setting and not line.startswith("#"):
                found[name] = value
        return found


def unit_of(folder: Path, name: str) -> Unit:
    """``web@1`` of a template ``web@``, or a plain service."""
    stem, at, instance = name.partition("@")
    return Unit(name, folder / f"{stem}{at}.service", instance)


def _section(text: str, wanted: str) -> Lines:
    found: Lines = {}
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif section == wanted and line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found
