"""The slow lane of receipt codes; what such a lane is stands in ``ostoja.privacy.slow_lane``.

What keeps codes from being guessed are their 16 digits. With 10,000 conversations in a city,
100,000 guesses find one with a chance of one in ten million. The lane only doubles the work of
guessing, and a ticket for one code says nothing about another.
"""

from ostoja.privacy.receipts import normalise
from ostoja.privacy.slow_lane import WAIT, SlowLane

__all__ = ["WAIT", "is_due", "kept_or_new", "pass_for", "ticket_for"]

_LANE = SlowLane("intake.slow lane", lambda typed: normalise(typed) or "")
ticket_for, pass_for = _LANE.ticket_for, _LANE.pass_for
is_due, kept_or_new = _LANE.is_due, _LANE.kept_or_new
