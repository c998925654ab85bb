"""One person's duties as an iCalendar (RFC 5545), with nothing in it about any client.

A duty keeps its UID as long as it exists and its SEQUENCE rises with each change, so calendars
move it and do not add it anew.
"""

import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from casework.roster.choices import DutyRole
from casework.roster.models import Shift
from ostoja.accounts.models import User

KEPT = datetime.timedelta(days=31)
"""How long a duty that is over stays in the calendar."""


def calendar_of(person: User, host: str) -> bytes:
    """The calendar in the person's language; ``host`` makes its UIDs the city's own."""
    with translation.override(person.language):
        calendar = Calendar()
        calendar.add("prodid", "-//Ostoja//Roster//EN")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("name", _("My duties"))
        calendar.add("x-wr-calname", _("My duties"))
        calendar.add("refresh-interval", datetime.timedelta(hours=1), {"value": "DURATION"})
        for shift in _shifts_of(person):
            calendar.add_component(_event(shift, host.partition(":")[0]))
        return bytes(calendar.to_ical())


def _shifts_of(person: User) -> list[Shift]:
    found = Shift.objects.filter(person=person, ends_at__gt=timezone.now() - KEPT)
    return list(found.select_related("place"))


def _event(shift: Shift, host: str) -> Event:
    event = Event()
    event.add("uid", f"duty-{shift.pk}@{host}")
    event.add("sequence", shift.version - 1)
    event.add("dtstamp", shift.changed_at)
    event.add("last-modified", shift.changed_at)
    event.add("dtstart", shift.starts_at)
    event.add("dtend", shift.ends_at)
    event.add("summary", _("Duty: %(place)s") % {"place": shift.place})
    event.add("description", str(DutyRole(shift.place.role).label))
    event.add("status", "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
