"""What a city says about itself: names, legal act, controller, numbers, texts."""
