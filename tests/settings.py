"""The settings of a checkout, with passwords that are hashed at once.

A hash is slow on purpose: half a second for each person with a password. Processes that tests
start have these settings too, so that nobody's hash is made anew when they sign in.
"""

from ostoja.settings import *  # noqa: F403

PASSWORD_HASHERS = ["tests.quick_passwords.QuickHasher"]
