# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Pictures that mean harm or came halfway: each ends in one clear sentence, in its own process, and nothing is kept."""

from __future__ import annotations

import errno
import io
import random
import struct
import sys
from pathlib import Path

import PIL.Image
import pytest

from app import photos
from app.errors import Fixable
from app.photos import child, import_bytes, import_photo, kind_of
from app.wording import LANGUAGES, wording

DATA = Path(__file__).resolve().parents[1] / "data" / "photos"
KINDS = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "TIFF": "image/tiff",
    "AVIF": "image/avif",
    "BMP": "image/bmp",
    "HEIC": "image/heic",
}


def whole(kind):
    if kind == "HEIC":
        return (DATA / "plain.heic").read_bytes()
    out = io.BytesIO()
    image = PIL.Image.frombytes("RGB", (48, 36), random.Random(kind).randbytes(48 * 36 * 3))
    image.save(out, kind)
    return out.getvalue()


def refused(content, tmp_path):
    with pytest.raises(Fixable) as caught:
        import_bytes(content, tmp_path / "photos")
    assert not (tmp_path / "photos").exists()
    for language in LANGUAGES:
        sentence = wording(language)(caught.value.code, **caught.value.facts)
        assert sentence != caught.value.code
        assert "{" not in sentence
    return caught.value.code


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_told_by_its_bytes_and_read(kind, tmp_path):
    assert kind_of(whole(kind)) == KINDS[kind]
    photo = import_bytes(whole(kind), tmp_path / "photos")
    assert photo.width in (48, 96)
    assert photo.mime in ("image/jpeg", "image/png")


@pytest.mark.parametrize("kind", KINDS)
def test_half_of_a_picture_is_none(kind, tmp_path):
    content = whole(kind)
    assert refused(content[: len(content) // 2], tmp_path) == "photo.broken"


def tiff_of(width, height):
    tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1)]
    tags += [(278, 4, height), (279, 4, 4)]
    rows = b"".join(
        struct.pack("<HHI", tag, kind, 1) + (struct.pack("<HH", value, 0) if kind == 3 else struct.pack("<I", value))
        for tag, kind, value in tags
    )
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + rows + b"\0\0\0\0"


def bmp_of(width, height):
    return b"BM" + struct.pack("<IHHI", 70, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, *[0] * 6)


def gif_of(width, height):
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b"," + b"\0" * 4 + struct.pack(
        "<HHB", width, height, 0
    )  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [tiff_of(60_000, 60_000), tiff_of(7_200, 7_200), bmp_of(30_000, 30_000)],
    ids=["tiff 3.6 GP", "tiff 52 MP", "bmp 900 MP"],
)
def test_few_bytes_that_claim_to_be_huge_are_never_unpacked(content, tmp_path):
    assert refused(content, tmp_path) == "photo.too_many_pixels"


def test_a_gif_that_claims_to_be_huge(tmp_path):
    assert refused(gif_of(65_000, 65_000), tmp_path) in ("photo.broken", "photo.too_many_pixels")


def test_a_heic_that_claims_to_be_huge(tmp_path):
    content = bytearray(whole("HEIC"))
    at = content.index(b"ispe") + 8
    content[at : at + 8] = struct.pack(">II", 60_000, 60_000)
    assert refused(bytes(content), tmp_path) in ("photo.broken", "photo.too_many_pixels")


@pytest.mark.parametrize("kind", KINDS)
def test_flipped_bytes_never_get_past_the_reader(kind):
    chance, content = random.Random(f"flip {kind}"), bytearray(whole(kind))
    for _ in range(max(4, len(content) // 60)):
        content[chance.randrange(12, len(content))] = chance.randrange(256)
    facts, copy = child.clean(bytes(content), {})
    assert facts.get("code") in (None, "photo.broken", "photo.too_many_pixels")
    assert "code" in facts or photos.leftovers(copy) == ()


@pytest.mark.parametrize(
    ("name", "kind"), [("kuva.jpg", "PNG"), ("kuva.png", "HEIC"), ("kuva", "GIF"), ("k.txt", "BMP")]
)
def test_a_wrong_name_does_not_matter(name, kind, tmp_path):
    path = tmp_path / name
    path.write_bytes(whole(kind))
    assert import_photo(path, tmp_path / "photos").width in (48, 96)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_that_points_at_itself(tmp_path):
    path = tmp_path / "silmukka.jpg"
    path.symlink_to(path)
    with pytest.raises(Fixable) as caught:
        import_photo(path, tmp_path / "photos")
    assert (caught.value.code, caught.value.facts["name"]) == ("photo.goes_in_circles", "silmukka.jpg")


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.EACCES, "photo.not_allowed"), (errno.ENOENT, "photo.missing"), (errno.EIO, "photo.cannot_read")],
)
def test_what_can_not_be_read_says_why(number, code, tmp_path, monkeypatch):
    path = tmp_path / "kuva.jpg"
    path.write_bytes(whole("JPEG"))

    def fails(_path, *_how, **_more):
        raise OSError(number, "no")

    monkeypatch.setattr(Path, "open", fails)
    with pytest.raises(Fixable) as caught:
        import_photo(path, tmp_path / "photos")
    assert caught.value.code == code
    for language in LANGUAGES:
        assert "kuva.jpg" in wording(language)(code, **caught.value.facts)


def test_pasted_bytes_have_the_same_limits(tmp_path):
    assert refused(b"\x89PNG\r\n\x1a\n" + bytes(photos.MOST_BYTES), tmp_path) == "photo.too_many_bytes"
    assert refused(b"", tmp_path) == "photo.not_a_picture"


def test_a_machine_without_the_heic_decoder_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    assert child.clean(whole("HEIC"), {}) == ({"code": "photo.no_decoder"}, b"")


def test_one_decoder_alone_sees_the_bytes():
    claims_png = b"\x89PNG\r\n\x1a\n" + whole("JPEG")
    assert child.clean(claims_png, {})[0] == {"code": "photo.broken"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux holds a process to its memory")
def test_a_reader_that_wants_more_memory_than_it_may_ends_in_a_sentence(tmp_path, monkeypatch):
    root = Path(photos.__file__).parents[2]
    code = (
        f"import sys; sys.path.insert(0, {str(root)!r}); from app.photos import child;"
        "child._MEMORY = 160 << 20; sys.exit(child.run([]))"
    )
    monkeypatch.setattr(photos, "_command", lambda: [sys.executable, "-c", code])
    out = io.BytesIO()
    PIL.Image.new("RGB", (7000, 7000)).save(out, "PNG")
    assert refused(out.getvalue(), tmp_path) in ("photo.too_hard", "photo.broken")
    assert import_bytes(whole("PNG"), tmp_path / "photos").width == 48
