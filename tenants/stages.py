"""What stage a city is in: planning, then prepared; suspended and back again."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from ostoja.accounts.models import User
from ostoja.privacy.keys import destroy_key
from tenants.fence import Power, entered_platform
from tenants.hosts import forget_hosts
from tenants.models import City, Domain, Stage
from tenants.noting import note
from tenants.safekeeping.models import Deletion, DeletionState

NEARING = (DeletionState.CONFIRMED, DeletionState.BEGUN)


class StaysSuspended(RuntimeError):
    """A city was to serve people again that must not; the message says why."""


class CopyStaysSuspended(StaysSuspended):
    """A copy beside its city was asked to serve people."""


class DeletionWaits(StaysSuspended):
    """A city whose deletion is confirmed was asked to serve people."""


class NoCopy(RuntimeError):
    """A city was to be discarded that is no copy of another."""


def discard_copy(slug: str, *, by: User | None = None) -> None:
    """Remove a copy for good: schema, roles, key, files and host. Never a city itself.

    Raises ``City.DoesNotExist`` and ``NoCopy``.
    """
    city = remove_copy(slug)
    note(city.copy_of, "city.copy_discarded", by=by)


def remove_copy(slug: str) -> City:
    """The same without a word in the record of the city of which it is a copy.

    The key goes first: whatever kills the process, no key is left without a row that names it.
    """
    with transaction.atomic():
        with entered_platform():
            city = City.objects.select_for_update().get(slug=slug)
            if not city.copy_of:
                raise NoCopy(slug)
            schema = city.schema_name
            destroy_key(schema)
            remove_files(schema)
            Domain.objects.filter(tenant=city).delete()
            City.objects.filter(pk=city.pk).delete()
        with entered_platform(Power.OWNER), connection.cursor() as cursor:
            cursor.execute("select fence.release_city(%s)", [schema])
    forget_hosts()
    return city


def remove_files(schema: str) -> None:
    """Everything that the schema's city has stored as files."""
    folder = Path(settings.MEDIA_ROOT) / schema
    if folder.exists():
        shutil.rmtree(folder)


class NotPlanning(RuntimeError):
    """A city that is not in the planning stage was to be prepared."""


def prepare_city(slug: str, *, by: User | None = None) -> City:
    """The concept is adopted: from now on its administrators make the city ready and open it.

    Raises ``City.DoesNotExist`` and ``NotPlanning``.
    """
    with entered_platform(), transaction.atomic():
        city = City.objects.select_for_update().get(slug=slug)
        if city.stage != Stage.PLANNING:
            raise NotPlanning(f"{slug} is not in the planning stage but {city.stage}.")
        city.stage = Stage.PREPARING
        city.save(update_fields=["stage"])
    forget_hosts()
    note(slug, "city.prepared", by=by)
    return city


def suspend_city(slug: str, *, by: User | None = None) -> City:
    """From now on its hosts answer with the maintenance page; its data stay as they are.

    Other processes notice within seconds. Raises ``City.DoesNotExist``.
    """
    city = _set(slug, Stage.SUSPENDED)
    note(slug, "city.suspended", by=by)
    return city


def resume_city(slug: str, *, by: User | None = None) -> City:
    """The stage that it had before it was suspended; a city that is not suspended stays as it is.

    Raises ``City.DoesNotExist``, and ``StaysSuspended`` for one that must not.
    """
    city = _set(slug, None)
    note(slug, "city.resumed", by=by)
    return city


def _set(slug: str, stage: Stage | None) -> City:
    with entered_platform(), transaction.atomic():
        city = City.objects.select_for_update().get(slug=slug)
        if stage is None:
            _bring_back(city)
        elif city.stage != stage:
            city.stage_before, city.stage = city.stage, stage
        city.save(update_fields=["stage", "stage_before"])
    forget_hosts()
    return city


def _bring_back(city: City) -> None:
    if city.copy_of:
        raise CopyStaysSuspended(
            f"{city.slug} is a copy of {city.copy_of} for looking something up: two cities with"
            " the same people and letters must not both work."
        )
    if Deletion.objects.filter(slug=city.slug, state__in=NEARING).exists():
        raise DeletionWaits(
            _(
                "The deletion of %(slug)s is confirmed. Withdraw it first, as long as it has not"
                " begun."
            )
            % {"slug": city.slug}
        )
    if city.stage == Stage.SUSPENDED:
        city.stage, city.stage_before = city.stage_before or Stage.RUNNING, ""
