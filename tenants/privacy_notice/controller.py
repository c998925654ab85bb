"""Who decides about the data and how to reach them: the part of the profile that says so."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from ostoja.ui.phones import tel_uri


@dataclass(frozen=True, slots=True)
class Controller:
    """The controller; ``dpo_email`` is the data protection officer's, where there is one."""

    name: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    email: str = ""
    phone: str = ""
    dpo_email: str = ""

    @classmethod
    def read(cls, known: Mapping[str, Any]) -> Self:
        """From the profile, which may know more (its source) or less."""
        return cls(**{one.name: str(known.get(one.name, "")) for one in fields(cls)})

    def written_into(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """The profile's entry with these facts."""
        return {**known, **asdict(self)}

    @property
    def phone_uri(self) -> str:
        """The ``tel:`` address."""
        return tel_uri(self.phone)

    @property
    def is_whole(self) -> bool:
        """Whether a letter would reach the body."""
        return bool(self.name and self.street and self.postal_code and self.town)
