"""QR pictures, of receipt codes and of the addresses of entry points."""

from io import BytesIO

import segno


def picture_of(text: str) -> str:
    """A QR picture of the bare text as a ``data:`` address, which a page may show."""
    address: str = segno.make(text, error="m").png_data_uri(scale=6, border=4)
    return address


def svg_of(text: str) -> str:
    """The same as lines, to print at any size; a third of it may be torn off."""
    address: str = segno.make(text, error="h").svg_data_uri(scale=10, border=4, light="#fff")
    return address


def qr_file(text: str, kind: str) -> bytes:
    """A QR picture to print large, as ``svg`` or ``png``; a third of it may be torn off."""
    file = BytesIO()
    segno.make(text, error="h").save(file, kind=kind, scale=20, border=4)
    return file.getvalue()
