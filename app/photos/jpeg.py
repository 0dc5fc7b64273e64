# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Clean copies as JPEG, for networks that take nothing else."""

from __future__ import annotations

import io

from app.photos.structure import kind_of

QUALITY = 90


def as_jpeg(content: bytes) -> bytes:
    """Return the bytes of a clean JPEG or PNG as a JPEG; what is see-through becomes white."""
    if kind_of(content) == "image/jpeg":
        return content
    import PIL.Image

    with PIL.Image.open(io.BytesIO(content), formats=("PNG",)) as image:
        drawn = image.convert("RGBA")
    flat = PIL.Image.new("RGB", drawn.size, "white")
    flat.paste(drawn, mask=drawn.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
