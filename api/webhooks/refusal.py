"""What cannot be done with a webhook now, in words for the page."""


class NotAllowed(Exception):
    """The words are shown as they are."""
