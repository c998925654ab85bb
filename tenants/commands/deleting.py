"""``ostoja city delete|deletions``: two operators, a time to think, and the certificate."""

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from tenants.commands.acting import takes_operator, the_operator
from tenants.commands.action import Action, Options, Terminal, unknown_city
from tenants.deletions.asking import (
    DeletionRefused,
    ask_for_deletion,
    confirm_deletion,
    withdraw_deletion,
)
from tenants.deletions.carrying_out import carry_out_due
from tenants.fence import entered_platform
from tenants.models import City
from tenants.safekeeping.models import LONGEST_REASON, Deletion, DeletionState


def _arguments(parser: CommandParser) -> None:
    parser.add_argument("slug", nargs="?", default="")
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument("--confirm", action="store_true", help="as a second operator")
    wanted.add_argument("--withdraw", action="store_true", help="as any operator, while it waits")
    wanted.add_argument(
        "--carry-out",
        action="store_true",
        help="delete those whose time has come, as the clock does",
    )
    parser.add_argument(
        "--without-export", action="store_true", help="the city's data need not be kept by anybody"
    )
    parser.add_argument(
        "--reason", default="", help="for the operator who confirms it; names no people"
    )
    takes_operator(parser, required=False)


def _delete(terminal: Terminal, options: Options) -> None:
    """Ask for it; the second operator runs the same with ``--confirm``."""
    if options["carry_out"]:
        _carry_out(terminal, options["slug"])
        return
    slug = options["slug"]
    if not slug:
        raise CommandError("Say which city: ostoja city delete SLUG --as-operator EMAIL.")
    operator = the_operator(options)
    try:
        if options["confirm"]:
            deletion = confirm_deletion(slug=slug, by=operator)
        elif options["withdraw"]:
            deletion = withdraw_deletion(slug=slug, by=operator)
        else:
            deletion = ask_for_deletion(
                slug=slug,
                by=operator,
                without_export=options["without_export"],
                reason=_reason(options["reason"]),
            )
    except City.DoesNotExist as error:
        raise unknown_city(slug) from error
    except DeletionRefused as error:
        raise CommandError(str(error)) from error
    terminal.say(_described(deletion) | {"next": _next(deletion)})


def _reason(given: str) -> str:
    if len(given) > LONGEST_REASON:
        raise CommandError(f"The reason is too long: give {LONGEST_REASON} characters at most.")
    return given


def _carry_out(terminal: Terminal, slug: str) -> None:
    done = list(carry_out_due(slug))
    terminal.list([_described(one) for one in done])
    failed = [one for one in done if one.state != DeletionState.DONE]
    if failed:
        raise CommandError(
            f"{len(failed)} of {len(done)} deletions are not finished: {failed[0].slug}:"
            f" {failed[0].error or 'another process is at it'}. Mend it and run it again."
        )


def _next(deletion: Deletion) -> str:
    slug, days = deletion.slug, deletion.due_at
    if deletion.state == DeletionState.ASKED:
        return f"another operator runs `ostoja city delete {slug} --confirm --as-operator EMAIL`"
    if deletion.state == DeletionState.CONFIRMED and days:
        return (
            f"{slug} shows the maintenance page until {timezone.localtime(days):%Y-%m-%d %H:%M},"
            f" and is deleted then; `ostoja city delete {slug} --withdraw` stops it"
        )
    return f"{slug} is as it was"


def _list(terminal: Terminal, _options: Options) -> None:
    """All that were asked for, with the certificates of those that were done."""
    with entered_platform():
        terminal.list([_described(one) for one in Deletion.objects.all()])


def _described(deletion: Deletion) -> dict[str, object]:
    facts: dict[str, object] = {
        "city": deletion.slug,
        "state": deletion.state,
        "asked_by": deletion.asked_by_name,
        "reason": deletion.reason or "-",
        "confirmed_by": deletion.confirmed_by_name or "-",
        "due": _shown(deletion.due_at),
    }
    if deletion.state == DeletionState.DONE:
        counts = ", ".join(f"{name} {count}" for name, count in deletion.counts.items())
        facts |= {
            "deleted": _shown(deletion.done_at),
            "key": deletion.key_mark,
            "export": deletion.export_sha256 or "-",
            "held": counts,
            "left_to_do": "remove its key from copies of KEYS_ROOT; restart all processes",
        }
    return facts


def _shown(at: object) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else "-"  # type: ignore[arg-type]


ACTIONS = (
    Action("delete", "delete a city for good: two operators, and a month", _delete, _arguments),
    Action("deletions", "deletions that wait, and certificates of those done", _list),
)
