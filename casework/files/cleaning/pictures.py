"""Photographs are drawn anew: what they tell besides the picture does not come along."""

import re
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageCms, ImageOps

from casework.files.cleaning.result import CannotClean, Cleaned

MOST_PIXELS = 50_000_000  # a telephone's largest photograph; the header says it before decoding
LONGEST_SIDE = 4096  # enough to read a photographed letter
MOST_BYTES = 10 * 1024 * 1024
FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
QUALITY = 88

_TIMES = {ExifTags.Base.DateTime, ExifTags.Base.DateTimeOriginal, ExifTags.Base.DateTimeDigitized}
_DEVICE = {ExifTags.Base.Make, ExifTags.Base.Model, ExifTags.Base.BodySerialNumber}
_NEUTRAL = {ExifTags.Base.Orientation, ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo}
_TOLD = ("xmp", "comment", "photoshop", "XML:com.adobe.xmp", "Raw profile type exif")

Image.MAX_IMAGE_PIXELS = None  # counted below, before anything is decoded


def clean(content: bytes, kind: str) -> Cleaned:
    """The first picture in the file, upright, in plain colours. Raises ``CannotClean``."""
    try:
        with Image.open(BytesIO(content), formats=[FORMATS[kind]]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise CannotClean("pixels")
            image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # large ones are decoded smaller
            image.load()
            removed = frozenset(_told_by(image))
            return _drawn(image, kind, removed)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError):
        raise CannotClean("broken") from None


def _drawn(image: Image.Image, kind: str, removed: frozenset[str]) -> Cleaned:
    profile = image.info.get("icc_profile")
    plain = ImageOps.exif_transpose(image)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = _in_plain_colours(plain, profile)
    bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())  # nothing but the dots
    if kind == "png":
        written = _written(bare, "PNG", optimize=False)
        if len(written) <= MOST_BYTES:
            return Cleaned("png", written, removed)
    return Cleaned("jpeg", _written(bare, "JPEG", quality=QUALITY), removed)


def _written(image: Image.Image, name: str, **options: Any) -> bytes:
    into = BytesIO()
    image.save(into, name, **options)
    return into.getvalue()


def _in_plain_colours(image: Image.Image, profile: Any) -> Image.Image:
    """RGB or grey, transparent parts white. Colours of a profile are turned where it is sound."""
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    if profile and image.mode in {"RGB", "CMYK"}:
        image = _in_srgb(image, profile)
    return image if image.mode in {"RGB", "L"} else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(
            image, own, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return turned or image


def _told_by(image: Image.Image) -> set[str]:
    """What the file says besides the picture, as far as people care."""
    exif = image.getexif()
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    named = exif.keys() | inner.keys()
    texts = [_text(image.info[name]) for name in _TOLD if image.info.get(name)]
    texts += [_text(value) for value in getattr(image, "text", {}).values()]
    words = " ".join(texts)
    return {
        what
        for what, is_told in (
            ("place", bool(exif.get_ifd(ExifTags.IFD.GPSInfo)) or "GPSL" in words),
            ("time", bool(_TIMES & named) or bool(re.search("Create ?Date|date:create", words))),
            ("device", bool(_DEVICE & named)),
            ("notes", bool(words) or bool(named - _TIMES - _DEVICE - _NEUTRAL)),
        )
        if is_told
    }


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
