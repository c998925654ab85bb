"""What operators type: one module a topic, each with its actions; the commands gather them."""
