"""Routes of what people are to be told."""

from tests.isolation.route import Route, of_work

TELLING = {
    "tellings": Route("consultant", shows=True),
    "telling": Route("consultant", of_work("telling"), shows=True),
    "telling_contact": Route("consultant", of_work("telling"), shows=True),
    "telling_not": Route("consultant", of_work("telling"), shows=True),
    # Nobody told the person yet; tests/casework/telling has somebody who was.
    "telling_notice": Route("consultant", of_work("telling"), expects=frozenset({302})),
}
