"""Standards for the protection of minors: what they say, who read them, interventions, reviews."""
