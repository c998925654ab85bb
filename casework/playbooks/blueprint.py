"""What of playbooks a blueprint may hold, and gives to one."""

from typing import Any

from casework.playbooks import loading
from casework.playbooks.choices import CrisisKind, Doer, EditionState, LeadsTo
from casework.playbooks.models import Edition, PlaybookStep
from tenants import parts
from tenants.documents.shapes import Field, Flag, Number, OneOf, Rows, Table, Text

KEY = r"[a-z0-9]+(-[a-z0-9]+)*"
STEP = Rows(
    Table(
        {
            "key": Field(Text(60, KEY), required=True),
            "title": Field(Text(160), required=True),
            "instructions": Field(Text(4_000)),
            "doer": Field(OneOf(Doer.values), required=True),
            "body": Field(Text(160)),
            "within_hours": Field(Number(1, 8_760)),
            "after": Field(Text(60, KEY)),
            "leads_to": Field(OneOf([value for value in LeadsTo.values if value])),
            "form": Field(Text(160)),
            "duty": Field(Flag()),
            "law": Field(Text(300)),
            "never_shown_to": Field(Text(300)),
        }
    )
)
SHAPE = Rows(
    Table(
        {
            "key": Field(Text(80, KEY), required=True),
            "kind": Field(OneOf(CrisisKind.values), required=True),
            "title": Field(Text(120), required=True),
            "summary": Field(Text(2_000)),
            "steps": Field(STEP, required=True),
        }
    )
)
SAID = ("instructions", "body", "within_hours", "after", "leads_to", "form", "law")


def export() -> list[dict[str, Any]]:
    """What is in force and switched on, in an order that stays."""
    found = Edition.objects.filter(state=EditionState.PUBLISHED, playbook__is_active=True)
    found = found.select_related("playbook").prefetch_related("steps")
    return [_row(edition) for edition in found.order_by("playbook__key")]


def _row(edition: Edition) -> dict[str, Any]:
    playbook = edition.playbook
    row: dict[str, Any] = {"key": playbook.key, "kind": playbook.kind, "title": edition.title}
    if edition.summary:
        row["summary"] = edition.summary
    return row | {"steps": [_step(step) for step in edition.steps.all()]}


def _step(step: PlaybookStep) -> dict[str, Any]:
    row: dict[str, Any] = {"key": step.key, "title": step.title, "doer": step.doer}
    row |= {name: getattr(step, name) for name in SAID if getattr(step, name)}
    if step.is_duty:
        row["duty"] = True
    return row | ({"never_shown_to": step.never_shown_to} if step.never_shown_to else {})


def register_all() -> None:
    """Called when the app starts."""
    parts.register("playbooks", loading.load_playbooks, order=58, shape=SHAPE, export=export)
