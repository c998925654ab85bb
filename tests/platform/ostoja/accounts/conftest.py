"""What all tests of accounts need."""

from tests.platform.ostoja.accounts.people import quick_passwords

__all__ = ["quick_passwords"]
