"""Redis for one checkout: reached through a socket only, a child of ours."""

import signal
from pathlib import Path

import redis

from ostoja.local import binaries
from ostoja.local.processes import Service, end_left_over, start


def start_redis(state: Path, runtime: Path) -> tuple[Service, str]:
    """Start the Redis of `state`; give it and its address."""
    data = state / "redis"
    data.mkdir(mode=0o700, exist_ok=True)
    socket, pid_file = runtime / "redis.sock", data / "redis.pid"
    end_left_over(pid_file, str(socket), signal.SIGTERM)
    service = start(
        "Redis",
        [str(binaries.redis_server()), *_switches(data, socket, pid_file)],
        log=state / "redis.log",
        stop_signal=signal.SIGTERM,
        ready=lambda: _answers(socket),
    )
    return service, f"unix://{socket}"


def _switches(data: Path, socket: Path, pid_file: Path) -> list[str]:
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(data),
        "pidfile": str(pid_file),
        "save": "",  # what is in Redis may be lost: the truth lies in the database
        "appendonly": "no",
    }
    return [word for name, value in settings.items() for word in (f"--{name}", value)]


def _answers(socket: Path) -> bool:
    try:
        return bool(redis.Redis(unix_socket_path=str(socket)).ping())
    except redis.ConnectionError:
        return False
