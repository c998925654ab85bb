"""The facts about cities that are known without entering any of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from tenants import parts
from tenants.console import backups, sentences, sizes
from tenants.console.domains import certificates_of, state_of
from tenants.console.facts import Said, register_fact
from tenants.documents.keeping import own_titles
from tenants.domains.models import SeenCertificate
from tenants.domains.names import shown
from tenants.jobs.models import OPEN, Job, State
from tenants.models import City, Domain, Stage, UpgradeOfCity
from tenants.safekeeping.models import BackupOfCity, RestoreTest
from tenants.schemas.histories import histories, wanted_history
from tenants.translated import TranslatedText

STAGE_COLOURS = {Stage.RUNNING: "green", Stage.SUSPENDED: "red"}
Known = Mapping[str, Said]
Cities = Sequence[City]


def register_all() -> None:
    """Called when the app starts."""
    listed = {"in_list": True}
    watched = {"in_list": True, "problems": True}
    register_fact("stage", gettext_lazy("Stage"), stages, order=10, **listed)
    register_fact("kind", gettext_lazy("Kind"), kinds, order=20)
    register_fact("domains", gettext_lazy("Domains"), domains, order=30, **watched)
    register_fact("teryt", gettext_lazy("TERYT code"), codes, order=40)
    register_fact("version", gettext_lazy("Version"), versions, order=50, **watched)
    register_fact("upgrade", gettext_lazy("Last upgrade"), last_upgrades, order=55)
    register_fact("size", gettext_lazy("Size"), sizes_in_words, order=60, **listed)
    register_fact("backup", gettext_lazy("Last backup"), last_backups, order=70, **watched)
    register_fact("trial", gettext_lazy("Last restore test"), last_trials, order=80, **watched)
    register_fact("jobs", gettext_lazy("Jobs"), jobs, order=90, **watched)
    register_fact("since", gettext_lazy("Here since"), beginnings, order=100)


def stages(cities: Cities) -> Known:
    """In words; a copy says of which city."""
    return {city.slug: _stage(city) for city in cities}


def _stage(city: City) -> Said:
    if city.copy_of:
        return Said(_("copy of %(slug)s") % {"slug": city.copy_of}, "purple")
    return Said(city.get_stage_display(), STAGE_COLOURS.get(Stage(city.stage), "blue"))


def kinds(cities: Cities) -> Known:
    """What the city was made as, in the words of its blueprint."""
    ours = parts.blueprint_names()
    others = [city for city in cities if city.blueprint not in ours]
    titles = own_titles(others) if others else {}
    return {
        city.slug: Said(str(titles.get(city.slug) or kind_in_words(city.blueprint)))
        for city in cities
    }


def kind_in_words(blueprint: str) -> str:
    """The blueprint's title; the bare name of one that is no longer there."""
    return str(_title(blueprint) or blueprint)


@cache
def _title(blueprint: str) -> TranslatedText | None:
    try:
        return TranslatedText(parts.read_blueprint(blueprint)["title"])
    except (FileNotFoundError, KeyError):
        return None


def domains(cities: Cities) -> Known:
    """The primary one, the others below it, and what is wrong with a certificate."""
    found = defaultdict(list)
    rows = Domain.objects.filter(tenant__in=cities).order_by("-is_primary", "domain")
    for slug, domain in rows.values_list("tenant__slug", "domain"):
        found[slug].append(domain)
    seen = certificates_of(host for hosts in found.values() for host in hosts)
    return {slug: _domains(hosts, seen) for slug, hosts in found.items()}


def _domains(hosts: list[str], seen: Mapping[str, SeenCertificate]) -> Said:
    states = [(host, state_of(seen.get(host))) for host in hosts]
    wrong = [f"{shown(host)}: {state.text}" for host, state in states if state.is_wrong]
    names = [shown(host) for host in hosts]
    return Said(names[0], lines=[*names[1:], *wrong], is_wrong=bool(wrong))


def codes(cities: Cities) -> Known:
    """Where one is known."""
    return {city.slug: Said(city.teryt) for city in cities if city.teryt}


def versions(cities: Cities) -> Known:
    """Whether each has seen every migration, and what stopped the last upgrade if not."""
    present, wanted = histories(), wanted_version()
    errors = dict(
        UpgradeOfCity.objects.filter(city__in=cities)
        .exclude(error="")
        .values_list("city__slug", "error")
    )
    return {
        city.slug: _version(present.get(city.schema_name, ""), wanted, errors.get(city.slug, ""))
        for city in cities
    }


@cache
def wanted_version() -> str:
    """The migrations of this version of the code, which does not change while it runs."""
    return wanted_history()


def _version(present: str, wanted: str, error: str) -> Said:
    if not present:
        return Said(_("no tables"), "red", lines=[_("A restore brings them back.")], is_wrong=True)
    if present == wanted:
        return Said(_("current"), "green")
    if error:
        return Said(_("upgrade failed"), "red", is_wrong=True)
    return Said(_("behind"), "yellow", is_wrong=True)


def last_upgrades(cities: Cities) -> Known:
    """When it was last tried, as the ledger has it."""
    found = UpgradeOfCity.objects.filter(city__in=cities)
    return {slug: Said(at) for slug, at in found.values_list("city__slug", "at")}


def sizes_in_words(cities: Cities) -> Known:
    """Tables and files together."""
    found = sizes.sizes_of(city.schema_name for city in cities)
    return {
        city.slug: Said(
            sizes.in_words(found[city.schema_name] + sizes.size_of_files(city.schema_name))
        )
        for city in cities
        if city.schema_name in found
    }


def last_backups(cities: Cities) -> Known:
    """The newest bundle in the folder for backups, and why the last try wrote none."""
    tries = (
        BackupOfCity.objects.filter(city__in=cities).order_by("city_id", "-at").distinct("city_id")
    )
    known = {
        slug: (at, error) for slug, at, error in tries.values_list("city__slug", "at", "error")
    }
    return {
        city.slug: _backup(backups.newest(city.slug), *known.get(city.slug, (None, "")))
        for city in cities
    }


def _backup(newest: backups.Bundle | None, tried_at: datetime | None, error: str) -> Said:
    """A failure is over once a backup was made in another way."""
    is_over = not error or (newest and tried_at and newest.made_at > tried_at)
    lines = (
        [] if is_over else [_("The last try failed: %(error)s") % {"error": sentences.shown(error)}]
    )
    if newest is None:
        return Said(pgettext("backup", "none"), "red", lines=lines, is_wrong=True)
    return Said(newest.made_at, lines=lines, is_wrong=bool(lines))


def last_trials(cities: Cities) -> Known:
    """Whether the city came back out of its backup when that was last tried."""
    trials = (
        RestoreTest.objects.filter(city__in=cities).order_by("city_id", "-at").distinct("city_id")
    )
    return {
        slug: Said(
            pgettext("backup", "failed"), "red", lines=[at, sentences.shown(error)], is_wrong=True
        )
        if error
        else Said(at)
        for slug, at, error in trials.values_list("city__slug", "at", "error")
    }


def jobs(cities: Cities) -> Known:
    """How many are open, and how many kinds of work failed when they were last tried."""
    slugs = [city.slug for city in cities]
    opened = Counter(
        Job.objects.filter(city__in=slugs, state__in=OPEN).values_list("city", flat=True)
    )
    last = Job.objects.filter(city__in=slugs).order_by("city", "kind", "-asked_at")
    failed = Counter(
        city
        for city, state in last.distinct("city", "kind").values_list("city", "state")
        if state == State.FAILED
    )
    return {slug: _jobs(slug, opened[slug], failed[slug]) for slug in {*opened, *failed}}


def _jobs(slug: str, opened: int, failed: int) -> Said:
    words = []
    if failed:
        words.append(ngettext("%(count)d failed", "%(count)d failed", failed) % {"count": failed})
    if opened:
        words.append(ngettext("%(count)d open", "%(count)d open", opened) % {"count": opened})
    url = f"{reverse('operator_jobs')}?city={slug}"
    return Said(", ".join(words), url=url, is_wrong=bool(failed))


def beginnings(cities: Cities) -> Known:
    """When the city was made."""
    return {city.slug: Said(city.created_at) for city in cities}
