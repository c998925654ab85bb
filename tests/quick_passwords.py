"""Passwords hashed as in a city, in one round instead of a million."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """For tests alone; what it made is read by the real one as well."""

    iterations = 1
