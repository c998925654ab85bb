"""The second speed of a conversation: both sides are there, and each word arrives at once."""
