"""Routes of stores, and of what is given out of them."""

from api.routing import LIST, LIST_CREATE, READ, READ_CHANGE, noun, route
from api.v1.benefit_givings import GivingView
from api.v1.benefits import ArticleView, BatchView, MovementView, StoreView

BENEFITS = [
    *noun("benefit-stores/", StoreView, "benefit_stores", many=LIST_CREATE, one=READ_CHANGE),
    *noun(
        "benefit-articles/",
        ArticleView,
        "benefit_articles",
        many=LIST_CREATE,
        one=READ_CHANGE,
        steps={"deliver": "deliver"},
    ),
    *noun(
        "benefit-batches/",
        BatchView,
        "benefit_batches",
        one=READ,
        steps={"count": "count", "write-off": "write_off"},
    ),
    route("benefit-movements/", MovementView, LIST, "benefit_movements"),
    *noun(
        "benefit-givings/",
        GivingView,
        "benefit_givings",
        many=LIST_CREATE,
        steps={"take-back": "take_back"},
    ),
]
