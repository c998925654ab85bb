"""Cities: what they are, how they are onboarded, and the fence between them."""
