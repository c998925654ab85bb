"""Tables of this room."""

from casework.benefits.models.article import Article, UsualArticle
from casework.benefits.models.batch import Batch, Movement
from casework.benefits.models.giving import Giving, GivingLine
from casework.benefits.models.store import Store

__all__ = ["Article", "Batch", "Giving", "GivingLine", "Movement", "Store", "UsualArticle"]
