"""Standards with their editions, people and reviews, and the interventions under them."""

from casework.minors.models.edition import Annex, Edition, EditionFile, Standards
from casework.minors.models.intervention import Intervention, InterventionEntry
from casework.minors.models.people import Reading, Responsible, Review

__all__ = [
    "Annex",
    "Edition",
    "EditionFile",
    "Intervention",
    "InterventionEntry",
    "Reading",
    "Responsible",
    "Review",
    "Standards",
]
