"""What can be done to a city: suspend, resume, back up, upgrade, restore, copy, discard."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.accounts.models import User
from tenants import stages
from tenants.bundles.writing import default_path
from tenants.console import backups
from tenants.console.acts import ActRefused, CityAct, Outcome, register_act
from tenants.console.forms import CopyForm, RestoreForm
from tenants.jobs import actions, tasks
from tenants.jobs.models import OPEN, Job
from tenants.models import City, Stage
from tenants.new_cities.inviting import NobodyWaits, invite_again

Wanted = Mapping[str, Any]


def register_all() -> None:
    """Called when the app starts."""
    acts = (BACK_UP, UPGRADE, PREPARE, INVITE, SUSPEND, RESUME, COPY, RESTORE, DISCARD)
    for act in acts:
        register_act(act)


def suspend(city: City, _wanted: Wanted, by: User) -> Outcome:
    """At once."""
    stages.suspend_city(city.slug, by=by)
    return _("%(city)s is suspended. Its pages show the phone numbers.") % {"city": city.name}


def resume(city: City, _wanted: Wanted, by: User) -> Outcome:
    """At once, unless its deletion is confirmed."""
    try:
        stages.resume_city(city.slug, by=by)
    except stages.StaysSuspended as error:
        raise ActRefused(str(error)) from error
    return _("%(city)s answers again.") % {"city": city.name}


def prepare(city: City, _wanted: Wanted, by: User) -> Outcome:
    """At once; the city's administrators do the rest."""
    try:
        stages.prepare_city(city.slug, by=by)
    except stages.NotPlanning as error:
        raise ActRefused(_("This city is not in the planning stage any more.")) from error
    return _("%(city)s is in preparation.") % {"city": city.name}


def invite(city: City, _wanted: Wanted, by: User) -> Outcome:
    """At once; the link is shown too, in case that no e-mail arrives there."""
    try:
        invited = invite_again(city.slug, by=by)
    except NobodyWaits as error:
        raise ActRefused(str(error)) from error
    return _(
        "The invitation was sent to %(email)s again. If it does not arrive, hand over this link,"
        " which is shown only now: %(link)s"
    ) % {"email": invited.email, "link": invited.link}


def discard(city: City, _wanted: Wanted, by: User) -> Outcome:
    """At once; never a city itself."""
    try:
        stages.discard_copy(city.slug, by=by)
    except (City.DoesNotExist, stages.NoCopy) as error:
        raise ActRefused(_("This is no copy, or it is gone already.")) from error
    return _("The copy %(slug)s is gone.") % {"slug": city.slug}


def back_up(city: City, _wanted: Wanted, by: User) -> Outcome:
    """A job; the file is named when it is asked for."""
    path = default_path(city.slug).absolute()
    return begin("backup", city, by, to=str(path))


def upgrade(city: City, _wanted: Wanted, by: User) -> Outcome:
    """A job for this city alone."""
    return begin("upgrade", city, by, slugs=[city.slug])


def restore(city: City, wanted: Wanted, by: User) -> Outcome:
    """A job; the city itself is replaced."""
    return _bring_back(city, wanted, by, beside="", over=True)


def copy(city: City, wanted: Wanted, by: User) -> Outcome:
    """A job; the city goes on beside its copy."""
    return _bring_back(city, wanted, by, beside=wanted["beside"], over=False)


def _bring_back(city: City, wanted: Wanted, by: User, **way: Any) -> Job:
    """The same one is not begun twice."""
    bundle = backups.bundle_named(city.slug, wanted["bundle"])
    if bundle is None:
        raise ActRefused(_("This backup is no longer there. Choose another."))
    arguments = {"bundle": str(bundle.path.absolute()), "of": city.slug, **way}
    same = Job.objects.filter(kind="restore", arguments=arguments, state__in=OPEN).first()
    return same or begin("restore", city, by, **arguments)


def begin(kind: str, city: City, by: User, **arguments: Any) -> Job:
    """Ask for the job and have the worker look; one that is open already is given instead."""
    try:
        job = actions.ask(kind=kind, city=city.slug, arguments=arguments, by=by)
    except actions.AlreadyAsked as error:
        return error.job
    tasks.wake()
    return job


def is_city(city: City) -> bool:
    """And no copy for looking something up."""
    return not city.copy_of


def _is_at_work(city: City) -> bool:
    return is_city(city) and city.stage != Stage.SUSPENDED


def _is_suspended(city: City) -> bool:
    return is_city(city) and city.stage == Stage.SUSPENDED


BACK_UP = CityAct(
    "backup",
    gettext_lazy("Back up now"),
    gettext_lazy(
        "The city is written into one encrypted file while it goes on working. This is a job:"
        " you can follow it, and leave its page."
    ),
    back_up,
    applies=is_city,
    order=10,
)
UPGRADE = CityAct(
    "upgrade",
    gettext_lazy("Upgrade"),
    gettext_lazy(
        "The city's tables are brought to the version of this program. People may go on working;"
        " if a table is held for long, the job says so and can be tried again."
    ),
    upgrade,
    applies=is_city,
    order=20,
)
PREPARE = CityAct(
    "prepare",
    gettext_lazy("Begin the preparation"),
    gettext_lazy(
        "The concept is adopted. From now on the city's administrators make it ready and open it;"
        " until then its public pages say who helps now."
    ),
    prepare,
    applies=lambda city: is_city(city) and city.stage == Stage.PLANNING,
    order=25,
)
INVITE = CityAct(
    "invite",
    gettext_lazy("Send the administrator's invitation again"),
    gettext_lazy(
        "The first administrator gets a new link by e-mail, for 7 days. The old link stops working"
        " at once. Once somebody has taken the invitation, the city itself invites the others."
    ),
    invite,
    applies=lambda city: is_city(city) and city.stage in {Stage.PLANNING, Stage.PREPARING},
    order=27,
)
SUSPEND = CityAct(
    "suspend",
    gettext_lazy("Suspend"),
    gettext_lazy(
        "From now on all pages of the city show that it is closed, and the phone numbers of those"
        " who help. Nobody can sign in there. Nothing is lost."
    ),
    suspend,
    applies=_is_at_work,
    order=30,
    is_grave=True,
)
RESUME = CityAct(
    "resume",
    gettext_lazy("Resume"),
    gettext_lazy("The city answers again, as it did before it was suspended."),
    resume,
    applies=_is_suspended,
    order=30,
)
COPY = CityAct(
    "copy",
    gettext_lazy("Put a backup beside the city"),
    gettext_lazy(
        "A copy of the city as it was, to look something up. It serves nobody, and the city goes on"
        " working. It is removed from its own page."
    ),
    copy,
    applies=is_city,
    form=CopyForm,
    order=39,
    is_grave=True,
    of_lost=True,
)
RESTORE = CityAct(
    "restore",
    gettext_lazy("Restore in its place"),
    gettext_lazy(
        "All that the city holds is replaced by what the backup holds: what it stored since is"
        " gone."
    ),
    restore,
    applies=is_city,
    form=RestoreForm,
    order=40,
    is_grave=True,
    of_lost=True,
)
DISCARD = CityAct(
    "discard",
    gettext_lazy("Remove this copy"),
    gettext_lazy("The copy is removed for good, with its key. The city itself stays."),
    discard,
    applies=lambda city: bool(city.copy_of),
    order=10,
    is_grave=True,
    of_lost=True,
)
