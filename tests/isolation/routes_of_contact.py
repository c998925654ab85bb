"""Routes of the contact for staff: who may use them, with which ids, and what they show."""

from tests.isolation.desk import DESK
from tests.isolation.route import Route, changes, pk_of

CONTACT = {
    "inbox": Route("consultant"),
    "mailbox": Route("administrator", shows=True),
    "mailbox_try": changes("administrator", lambda world: {}),
    "contact_new": Route("consultant"),
    # The contact in the world was not written down by anybody: tests/casework/intake has one.
    "contact_recorded": Route("consultant", pk_of("conversation"), expects=frozenset({404})),
    "conversation": Route("consultant", pk_of("conversation"), shows=True),
    "conversation_claim": changes("consultant", pk_of("conversation")),
    "conversation_release": changes("consultant", pk_of("conversation")),
    "conversation_answer": changes("consultant", pk_of("conversation")),
    "conversation_news": Route("consultant", pk_of("conversation"), method="post", shows=True),
    "conversation_file": Route(
        "consultant", lambda world: {"pk": world.conversation.pk, "file": world.file.pk}, shows=True
    ),
    "conversation_end_chat": changes("consultant", pk_of("conversation")),
    "conversation_close": changes("consultant", pk_of("conversation")),
    "conversation_duties": changes("consultant", pk_of("conversation")),
    "conversation_case": Route("consultant", pk_of("conversation"), shows=True),
    **DESK,
    "contact_figures": Route("analyst"),
    "contact_figures_file": Route("analyst", expects=frozenset({404})),  # it needs a month
    "website_form": Route("consultant", shows=True),
    "entry_points": Route("consultant", shows=True),
    "entry_point_about": Route("consultant", pk_of("entry_point"), shows=True),
    "entry_point_new": Route("administrator"),
    "entry_point_edit": Route("administrator", pk_of("entry_point"), shows=True),
    "entry_point_withdraw": changes("administrator", pk_of("entry_point")),
    "entry_point_restore": changes("administrator", pk_of("entry_point")),
    "entry_point_poster": Route("consultant", pk_of("entry_point"), shows=True),
    "entry_point_sheets": Route("consultant", pk_of("entry_point")),
    "entry_point_sheet": Route(
        "consultant", lambda world: {"pk": world.entry_point.pk, "name": "a4-pl"}
    ),
    "entry_point_picture": Route(
        "consultant", lambda world: {"pk": world.entry_point.pk, "kind": "svg"}
    ),
}
