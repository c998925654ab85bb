"""Pages of this room: reading, writing and keeping standards, interventions, and for residents."""
