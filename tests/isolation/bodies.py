"""What the operations of the matrix send, with the city's own canary in it."""

from typing import Any

from tests.isolation.world import World


def case_facts(world: World) -> dict[str, Any]:
    """What opens a case."""
    return {
        "pseudonym": world.canary,
        "summary": world.canary,
        "needs": [str(world.need.pk)],
        "urgency": "soon",
    }


def letter(world: World) -> dict[str, Any]:
    """What every handover, referral or transfer says."""
    return {"message": world.canary, "legal_basis": "statutory_task", "draft": True}


def meeting_facts(world: World) -> dict[str, Any]:
    """What makes a meeting."""
    return {
        "kind": "coalition",
        "title": world.canary,
        "starts_at": "2026-12-03T10:00:00+01:00",
        "host": str(world.cast.partner.pk),
    }


def invitation(world: World) -> dict[str, Any]:
    """Whom to invite."""
    return {
        "full_name": world.canary,
        "email": "another@city.example",
        "language": "pl",
        "role": "analyst",
    }
