# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Names what a picture file tells besides its picture, as wording `photo.removed.<name>`; runs in the child only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.photos.structure import leftovers

if TYPE_CHECKING:
    from PIL.Image import Image

_EXIF_NAMES = {
    0x8825: "place",
    **dict.fromkeys((0x0132, 0x9003, 0x9004), "time"),
    **dict.fromkeys((0x010F, 0x0110, 0xA431, 0xA433, 0xA434, 0xA435, 0x927C), "camera"),
    **dict.fromkeys((0x013B, 0x8298, 0x9C9D, 0xA430), "person"),
    **dict.fromkeys((0x010E, 0x9286, 0x9C9B, 0x9C9C), "comment"),
    0x02BC: "xmp",
    **dict.fromkeys((0x83BB, 0x8649), "iptc"),
    0x8773: "profile",
}
_ORIENTATION, _EXIF_IFD, _SMALL_IFD = 0x0112, 0x8769, 1
_TIFF_PICTURE = {
    *(0xFE, 0xFF, 0x100, 0x101, 0x102, 0x103, 0x106, 0x107, 0x108, 0x109, 0x10A, 0x111, 0x115, 0x116, 0x117, 0x118),
    *(0x119, 0x11A, 0x11B, 0x11C, 0x122, 0x123, 0x124, 0x125, 0x128, 0x12D, 0x13D, 0x13E, 0x13F, 0x140, 0x141, 0x142),
    *(0x143, 0x144, 0x145, 0x14C, 0x14E, 0x152, 0x153, 0x154, 0x155, 0x15B, 0x200, 0x201, 0x202, 0x205, 0x206, 0x207),
    *(0x208, 0x209, 0x211, 0x212, 0x213, 0x214),
}
"""The tags of a TIFF that only say how its pixels lie."""

_INFO_NAMES = {
    "photoshop": "iptc",
    "icc_profile": "profile",
    "comment": "comment",
    "thumbnails": "thumbnail",
    "depth_images": "depth",
    "aux": "depth",
}
_MOVING = ("GIF", "WEBP", "PNG", "AVIF")


def removed(image: Image, content: bytes) -> list[str]:
    """Name what the copy of a loaded picture will not have: place, time, camera, person, xmp, iptc, comment, …"""
    info, found = image.info, _of_exif(image)
    if image.format in ("JPEG", "MPO", "PNG") and "tail" in leftovers(content):
        found.add("tail")
    xmp = info.get("xmp") or info.get("XML:com.adobe.xmp") or b""
    if xmp or b"http://ns.adobe.com/xap/1.0/" in content or b"XMP DataXMP" in content:
        found.add("xmp")
        found |= {"place"} if b"GPS" in (xmp.encode() if isinstance(xmp, str) else xmp) else set()
    found |= {name for key, name in _INFO_NAMES.items() if info.get(key)}
    words = set(getattr(image, "text", {})) - {"XML:com.adobe.xmp"}
    if words:
        found.add("text")
        found |= {"iptc"} if any("iptc" in word.lower() for word in words) else set()
    if getattr(image, "n_frames", 1) > 1:
        found.add("animation" if image.format in _MOVING else "pages")
    return sorted(found)


def _of_exif(image: Image) -> set[str]:
    exif = image.getexif()
    tags = {*exif, *exif.get_ifd(_EXIF_IFD)} - {_ORIENTATION, _EXIF_IFD}
    if image.format == "TIFF":
        tags -= _TIFF_PICTURE
    found = {_EXIF_NAMES.get(tag, "exif") for tag in tags}
    small = b"\xff\xd8\xff" in (image.info.get("exif") or b"") or (image.format != "TIFF" and exif.get_ifd(_SMALL_IFD))
    return found | ({"thumbnail"} if small else set())
