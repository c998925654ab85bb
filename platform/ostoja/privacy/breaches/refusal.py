"""What cannot be written down of a breach now, in words for the page."""


class NotAllowed(Exception):
    """The words are shown as they are."""
