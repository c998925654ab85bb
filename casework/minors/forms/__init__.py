"""Forms of this room: writing standards, people and reviews, and interventions."""
