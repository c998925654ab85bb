"""A Redis of a test's own, which it may stop and start again."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ostoja.local.processes import Service
from ostoja.local.redis_server import start_redis


class OwnRedis:
    """Reached through a socket in a folder of its own; the address stays while it is away."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._service: Service | None = None
        self.url = ""
        self.start()

    def start(self) -> None:
        """Begin, or begin again."""
        self._service, self.url = start_redis(self._folder, self._folder)

    def stop(self) -> None:
        """Away with it and with all that it held."""
        if self._service is not None:
            self._service.stop()
            self._service = None


@contextmanager
def own_redis() -> Iterator[OwnRedis]:
    """One for the block; sockets need a short path, which pytest's folders do not have."""
    with tempfile.TemporaryDirectory() as folder:
        redis = OwnRedis(Path(folder))
        try:
            yield redis
        finally:
            redis.stop()
