"""Who may read and reach what: the application, its proxy and its Redis do not trust each other."""

import grp
import pwd
import stat
import subprocess
from pathlib import Path

import pytest

from tests.deploy.server import Server

pytestmark = pytest.mark.deploy

APPLICATION, PROXY, REDIS = "", "-proxy", "-redis"
OURS = "var/lib/{name}"
CLOSED = [
    (APPLICATION, OURS + "/proxy"),
    (APPLICATION, "etc/{name}/secrets.env"),
    (PROXY, "etc/{name}/redis.conf"),
    (PROXY, "etc/{name}/secrets.env"),
    (PROXY, "etc/{name}/settings.env"),
    (PROXY, OURS + "/keys"),
    (PROXY, OURS + "/media"),
    (PROXY, OURS + "/backups"),
    (PROXY, OURS + "/mail"),
    (REDIS, "etc/{name}/secrets.env"),
    (REDIS, "etc/{name}/settings.env"),
    (REDIS, OURS + "/keys"),
    (REDIS, OURS + "/proxy"),
]
OPEN = [
    (APPLICATION, OURS + "/keys"),
    (APPLICATION, "etc/{name}/settings.env"),
    (PROXY, OURS + "/proxy"),
    (PROXY, OURS + "/static"),
    (PROXY, OURS + "/maintenance/pl.html"),
    (REDIS, "etc/{name}/redis.conf"),
]
UNWRITABLE = ["opt/{name}", OURS, OURS + "/static", OURS + "/maintenance", "etc/{name}"]


def may(server: Server, user: str, what: str, place: str) -> bool:
    path = server.prefix / place.format(name=server.name)
    assert path.exists()
    return server.as_user(user, "test", what, str(path)).returncode == 0


@pytest.mark.parametrize(("user", "place"), CLOSED)
def test_what_is_not_theirs_is_closed(server: Server, user: str, place: str) -> None:
    assert not may(server, user, "-r", place)


@pytest.mark.parametrize(("user", "place"), OPEN)
def test_what_is_theirs_is_open(server: Server, user: str, place: str) -> None:
    assert may(server, user, "-r", place)


@pytest.mark.parametrize("place", UNWRITABLE)
@pytest.mark.parametrize("user", [APPLICATION, PROXY, REDIS])
def test_nobody_changes_the_code_or_what_the_proxy_serves(
    server: Server, user: str, place: str
) -> None:
    assert not may(server, user, "-w", place)


def test_keys_and_bundles_are_for_their_owner_alone(server: Server) -> None:
    server.run_once("backup")
    files = [path for name in ("keys", "backups") for path in (server.var / name).rglob("*")]
    assert [path for path in files if path.is_file()]
    assert not [path for path in files if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]


@pytest.mark.parametrize("suffix", [APPLICATION, PROXY, REDIS])
def test_nobody_signs_in_as_them(server: Server, suffix: str) -> None:
    user = pwd.getpwnam(server.name + suffix)
    assert user.pw_shell == "/usr/sbin/nologin"
    assert 0 < user.pw_uid < 1000
    groups = {one.gr_name for one in grp.getgrall() if user.pw_name in one.gr_mem}
    assert groups == ({f"{server.name}-redis"} if suffix == APPLICATION else set())


def query(server: Server, user: str, login: str) -> subprocess.CompletedProcess[bytes]:
    sockets = server.prefix / "run/postgresql"
    words = ["--host", str(sockets), "--username", login, "--dbname", server.name]
    return server.as_user(user, "psql", *words, "--command", "select 1", "--no-password")


def test_the_database_knows_who_asks(server: Server) -> None:
    login = f"{server.name}_app"
    assert query(server, APPLICATION, login).returncode == 0
    for user in (PROXY, REDIS):
        assert b"authentication failed" in query(server, user, login).stderr
    assert b"authentication failed" in query(server, APPLICATION, "postgres").stderr


def redis(server: Server, user: str, *words: str) -> bytes:
    place = f"/run/{server.name}-redis/redis.sock"
    asked = server.as_user(user, "redis-cli", "-s", place, *words)
    return asked.stdout + asked.stderr


def test_redis_answers_the_application_alone_and_obeys_nobody(server: Server) -> None:
    assert redis(server, APPLICATION, "ping") == b"PONG\n"
    assert b"Permission denied" in redis(server, PROXY, "ping")
    for words in (["config", "get", "*"], ["flushall"], ["shutdown"], ["keys", "*"], ["save"]):
        assert b"NOPERM" in redis(server, APPLICATION, *words)


def test_nothing_of_the_database_or_redis_listens_on_the_network(server: Server) -> None:
    """What listens belongs to the proxy and the two web servers, on this server's own address."""
    listening = subprocess.run(
        ["ss", "--listening", "--tcp", "--numeric", "--no-header", "--processes"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    ports = {server.stem * 10 + digit for digit in (0, 1, 2)}
    expected = {*ports, server.browser.http_port, server.browser.https_port}
    pids = {f"pid={pid}," for pid in processes_of(server)}
    ours = [line.split()[3] for line in listening.splitlines() if any(p in line for p in pids)]
    assert {int(place.rpartition(":")[2]) for place in ours} == expected
    assert {place.rpartition(":")[0] for place in ours} == {"127.0.0.1"}


def processes_of(server: Server) -> list[str]:
    """Of the installation's users, and its PostgreSQL."""
    users = {pwd.getpwnam(server.name + suffix).pw_uid for suffix in (APPLICATION, PROXY, REDIS)}
    data = str(server.prefix).encode()
    return [
        path.name
        for path in Path("/proc").glob("[0-9]*")
        if path.exists()
        and (path.stat().st_uid in users or data in (path / "cmdline").read_bytes())
    ]
