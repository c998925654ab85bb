"""Benefits in kind: what a body keeps in its stores, and what people in crisis are given."""
