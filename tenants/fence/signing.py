"""Signed values that hold only in the city that signed them."""

from django.core import signing

from tenants.fence.place import current_schema


def signer(purpose: str) -> signing.TimestampSigner:
    """A signer for one purpose in the present city; ``BadSignature`` anywhere else."""
    return signing.TimestampSigner(salt=f"{purpose}.{current_schema()}")
