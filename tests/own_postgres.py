"""A PostgreSQL of a test's own, as careful as a city's, which it may kill and start again."""

import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ostoja.local.checkout import CannotRunError
from ostoja.local.postgres_server import start_postgres
from ostoja.local.processes import Service

PATIENCE = 30.0  # seconds until nothing is left of a killed server


class OwnPostgres:
    """Reached through a socket in a folder of its own; the address stays while it is away."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._service: Service | None = None
        self.admin_url = ""
        self.start()

    def start(self) -> None:
        """Begin, or begin again once the last process of a killed server has ended."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self._service, self.admin_url = start_postgres(
                    self._folder, self._folder, durable=True
                )
                return
            except CannotRunError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def kill(self) -> None:
        """By kill -9, as with a machine that loses its power: it writes nothing more."""
        if self._service is not None:
            self._service.process.send_signal(signal.SIGKILL)
            self._service.process.wait()
            self._service = None

    def stop(self) -> None:
        """End it with the test."""
        if self._service is not None:
            self._service.stop()
            self._service = None


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    """One for the block; its user may enter the folder, which holds nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        postgres = OwnPostgres(Path(folder))
        try:
            yield postgres
        finally:
            postgres.stop()
