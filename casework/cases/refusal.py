"""What is raised when a case or a referral does not allow something now."""


class NotAllowed(Exception):
    """The message tells the person why, in the page's language; nothing was changed."""
