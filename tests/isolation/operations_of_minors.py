"""The API's operations of the protection of minors."""

from django.utils import timezone

from tests.isolation.operation import CONFLICT, OK, Ids, Operation, adds, reads


def of_minors(name: str) -> Ids:
    """The key of something of this room."""
    return lambda world: {"pk": getattr(world.minors, name).pk}


MINORS = {
    "standards_list": reads("consultant", shows=False),
    "standards_one_retrieve": reads("consultant", of_minors("standards"), shows=False),
    "standards_editions_one_retrieve": reads("consultant", of_minors("edition")),
    "standards_editions_read_read": Operation("consultant", of_minors("edition")),
    "standards_editions_readings_list": reads("administrator", of_minors("edition"), shows=False),
    "interventions_list": reads("consultant", shows=False),
    "interventions_create": adds(
        "consultant",
        lambda world: {
            "standards": str(world.minors.standards.pk),
            "source": "home",
            "child": world.canary,
            "cause": world.canary,
            "learnt_on": str(timezone.localdate()),
        },
        shows=True,
    ),
    "interventions_one_retrieve": reads("consultant", of_minors("card")),
    "interventions_entries_entries": adds(
        "consultant",
        lambda world: {
            "kind": "action",
            "done_on": str(timezone.localdate()),
            "text": world.canary,
        },
        of_minors("card"),
        shows=True,
    ),
    "interventions_close_close": Operation(
        "consultant",
        of_minors("card"),
        body=lambda world: {"outcome": "passed_on", "result": world.canary},
        of=lambda world: world.minors.card,
        expects=frozenset({OK, CONFLICT}),
    ),
}
