import os
import subprocess
import sys
from argparse import ArgumentParser, _SubParsersAction
from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.management import (
    CommandError,
    base,
    call_command,
    get_commands,
    load_command_class,
)

from ostoja.command_line import GROUPS, OneLineParser, Ostoja, our_commands
from ostoja.local.checkout import ROOT
from tenants.fence.bootstrap import with_parts
from tests.databases import TemplateDatabase, admin_url

ENTRANCES = ([sys.executable, "-m", "ostoja.command_line"], [sys.executable, "platform/manage.py"])


def _run(command: list[str], **changes: str) -> subprocess.CompletedProcess[str]:
    # Whoever imported the web server's entrance before left its mark.
    environment = {**os.environ, "OSTOJA_PROCESS": "", **changes}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("entrance", ENTRANCES, ids=["ostoja", "manage.py"])
def test_both_entrances_run_the_same_commands(entrance: list[str]) -> None:
    done = _run([*entrance, "check"])
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("System check identified no issues")


@pytest.mark.parametrize("word", ["--help", "help", ""])
def test_our_own_commands_are_listed_with_what_they_do(word: str) -> None:
    done = _run([*ENTRANCES[0], *filter(None, [word])])
    assert done.returncode == 0, done.stderr
    assert "\n  city       Onboard cities" in done.stdout
    assert "runserver" not in done.stdout
    assert "help --commands`" in done.stdout


def test_each_command_of_ours_stands_in_one_group_with_one_line() -> None:
    grouped = [name for names in GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(our_commands())
    assert all(said and len(said) < 90 for said in our_commands().values())


WRONG_WORDS = {
    "no such command": (["citty"], "there is no command citty. Did you mean city?"),
    "like none": (["xyzzy"], "there is no command xyzzy. `"),
    "no such action": (["city", "onbord"], "argument ACTION: invalid choice: 'onbord'"),
    "no action": (["city"], "the following arguments are required: ACTION"),
    "a word is missing": (["city", "onboard", "--slug", "sopot"], "required: --name, --blueprint"),
    "a word too many": (["city", "list", "--all"], "unrecognized arguments: --all"),
    "no way with domains": (["city", "domain"], "the following arguments are required: WHAT"),
    "no number": (["token", "create", "--days", "x"], "argument --days: invalid int value: 'x'"),
}


@pytest.mark.parametrize("case", WRONG_WORDS)
def test_wrong_words_are_one_line_with_the_mend_and_exit_code_2(
    case: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words, said = WRONG_WORDS[case]
    monkeypatch.setattr(base, "CommandParser", OneLineParser)
    with pytest.raises(SystemExit) as ended:
        Ostoja(["ostoja"]).fetch_command(words[0]).run_from_argv(["ostoja", *words])
    output, error = capsys.readouterr()
    assert (ended.value.code, output) == (2, "")
    assert said in error
    assert "--help` " in error
    assert len(error.splitlines()) == 1


def test_the_command_itself_ends_so_too() -> None:
    done = _run([*ENTRANCES[0], "city", "onbord"])
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_called_from_python_wrong_words_are_an_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "CommandParser", OneLineParser)
    with pytest.raises(CommandError, match="required: ACTION"):
        call_command("city")


def _says_json(parser: ArgumentParser) -> bool:
    return "--json  " in parser.format_help()


def _parsers(parser: ArgumentParser) -> list[ArgumentParser]:
    """The parser, or those of its actions."""
    named = [one for one in parser._actions if isinstance(one, _SubParsersAction)]
    below = [child for one in named for child in one.choices.values()]
    return [found for child in below for found in _parsers(child)] if below else [parser]


@pytest.mark.parametrize("name", ["backup", "city", "disaster", "job", "keys", "operator", "token"])
def test_the_help_of_every_action_for_operators_tells_of_json(name: str) -> None:
    parsers = _parsers(load_command_class(get_commands()[name], name).create_parser("", name))
    assert parsers
    assert [parser.prog for parser in parsers if not _says_json(parser)] == []


def test_a_database_without_our_tables_is_one_line_with_its_mend(
    committed_database: str, template_database: TemplateDatabase
) -> None:
    name = urlsplit(committed_database).path.removeprefix("/")
    with psycopg.connect(with_parts(admin_url(), database=name)) as admin:
        admin.execute("alter table public.tenants_domain rename to elsewhere")
    here = {"DATABASE_URL": committed_database, "DATABASE_ROLE_PREFIX": template_database.prefix}
    done = _run([*ENTRANCES[0], "city", "list"], **here)
    assert 'relation "tenants_domain" does not exist' in done.stderr
    assert done.returncode == 1
    assert "`ostoja city upgrade` brings it up to date" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_shells_get_bare_names() -> None:
    assert "city" in _run([*ENTRANCES[0], "help", "--commands"]).stdout.splitlines()


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ENCRYPTION_KEYS"])
def test_who_only_wants_to_try_it_is_told_how(name: str) -> None:
    done = _run([*ENTRANCES[0], "check"], **{name: ""})
    assert done.returncode == 1
    assert done.stderr.startswith(f"ostoja: {name} is not set.")
    assert "`make demo`" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_missing_setting_is_one_line_with_its_mend() -> None:
    done = _run([*ENTRANCES[0], "check"], ENCRYPTION_KEYS="no key")
    assert done.returncode == 1
    assert done.stderr.startswith("ostoja: ENCRYPTION_KEYS holds no usable key. Set it to")
    assert len(done.stderr.splitlines()) == 1


def test_a_database_that_is_away_is_one_line_with_its_mend() -> None:
    away = "postgresql://ostoja@/ostoja?host=/nowhere"
    done = _run([*ENTRANCES[0], "migrate"], DATABASE_URL=away)
    assert done.returncode == 1
    assert "Start it with `make demo`, or correct DATABASE_URL." in done.stderr
    assert len(done.stderr.splitlines()) == 1
