"""Routes of stores, and of what is given out of them."""

from tests.isolation.route import Arguments, Route, pk_of


def of_benefits(name: str) -> Arguments:
    """The key of the store or of something in it."""
    return lambda world: {"pk": getattr(world.benefits, name).pk}


STORE, ARTICLE, BATCH = (of_benefits(name) for name in ("store", "article", "batch"))
BENEFITS = {
    "benefits": Route("consultant", shows=True),
    "benefit_store_new": Route("consultant"),
    "benefit_store": Route("consultant", STORE, shows=True),
    "benefit_store_edit": Route("consultant", STORE, shows=True),
    "benefit_book": Route("consultant", STORE, shows=True),
    "benefit_sheet": Route("consultant", STORE, shows=True),
    "benefit_article_new": Route("consultant", STORE, shows=True),
    "benefit_article": Route("consultant", ARTICLE, shows=True),
    "benefit_article_edit": Route("consultant", ARTICLE, shows=True),
    "benefit_delivery": Route("consultant", ARTICLE, shows=True),
    "benefit_count": Route("consultant", BATCH, shows=True),
    "benefit_write_off": Route("consultant", BATCH, shows=True),
    "case_giving": Route("consultant", pk_of("case"), shows=True),
    "benefit_giving": Route("consultant", of_benefits("giving"), shows=True),
    "benefit_back": Route("consultant", of_benefits("giving"), shows=True),
}
