"""Keys of two cities, without a database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ostoja.privacy.keys import create_key, forget_keys


@pytest.fixture(scope="module")
def city_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Kept for a module, so that generated examples share them."""
    from django.conf import settings
    from django.test.utils import override_settings

    folder = tmp_path_factory.mktemp("keys")
    with override_settings(KEYS_ROOT=folder, ENCRYPTION_KEYS=settings.ENCRYPTION_KEYS):
        forget_keys()
        for schema in ("city_gdansk", "city_gdynia"):
            create_key(schema)
        yield folder
    forget_keys()
