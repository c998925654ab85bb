"""The facts of a city that is to come into being."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from tenants.domains.names import NotADomain, kept
from tenants.hosts import host_of
from tenants.privacy_notice.controller import Controller

LISTS = ("partners", "staff")
SEVERAL = ("languages", "modules", "colours")
TEXTS = ("slug", "name", "blueprint", "admin_email", "domain", "teryt", "own_blueprint")


@dataclass(frozen=True, slots=True)
class LegalAct:
    """The act on which the city's system rests, such as a mayor's ordinance."""

    title: str = ""
    number: str = ""
    date: str = ""
    """As people write days: 14.08.2019 or 2019-08-14."""
    publisher: str = ""

    @classmethod
    def read(cls, known: Mapping[str, Any]) -> Self:
        """From a mapping that may know more or less."""
        return cls(**{one.name: str(known.get(one.name, "")) for one in fields(cls)})

    def as_facts(self) -> dict[str, str]:
        """By name, for a form, a draft or the city's profile."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Table:
    """A file with a list, as it was handed over."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewCity:
    """What an operator says about a city; ``domain`` empty means the slug's own host.

    ``own_blueprint`` is the text of a blueprint of the operator's own, instead of the name of one
    that comes with the platform. Where languages or modules are empty, the blueprint's hold.
    """

    slug: str
    name: str
    blueprint: str
    admin_email: str
    domain: str = ""
    teryt: str = ""
    languages: Sequence[str] = ()
    own_blueprint: str = field(default="", repr=False)
    modules: Sequence[str] = ()
    legal_act: LegalAct = field(default_factory=LegalAct)
    controller: Controller = field(default_factory=Controller)
    colours: Sequence[str] = ()
    """The city's colour and the second one, which only decorates; or none."""
    partners: Table | None = None
    staff: Table | None = None

    @property
    def host(self) -> str:
        """The domain, as it is kept: lower case, no trailing dot, Punycode."""
        wanted = self.domain or host_of(self.slug)
        try:
            return kept(wanted)
        except NotADomain:
            return wanted

    def as_draft(self) -> dict[str, Any]:
        """Everything but the lists, which hold people's names and are handed over at the end."""
        facts = asdict(self) | {name: list(getattr(self, name)) for name in SEVERAL}
        return {name: value for name, value in facts.items() if name not in LISTS}

    @classmethod
    def from_draft(
        cls, facts: Mapping[str, Any], *, partners: Table | None = None, staff: Table | None = None
    ) -> Self:
        """As far as it was written; what is missing is empty and will be said to be wrong."""
        texts: dict[str, Any] = {name: str(facts.get(name, "")) for name in TEXTS}
        several: dict[str, Any] = {
            name: [str(one) for one in facts.get(name) or ()] for name in SEVERAL
        }
        return cls(
            **texts,
            **several,
            legal_act=LegalAct.read(facts.get("legal_act") or {}),
            controller=Controller.read(facts.get("controller") or {}),
            partners=partners,
            staff=staff,
        )
