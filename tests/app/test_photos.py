# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Pictures: clean copies of anything that is one, a clear sentence for the rest, the original untouched."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import stat
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import PIL.Image
import pytest
from PIL import ImageCms
from PIL.PngImagePlugin import PngInfo

from app import photos
from app.errors import Fixable, OurFault, ProfileUnusable
from app.photos import fit, import_photo, kind_of, leftovers
from app.photos.structure import leftovers as look
from app.wording import LANGUAGES, wording

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>60,10N</exif:GPSLatitude></x:xmpmeta>'
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0b\x1c\x02\x5a\x00\x05Espoo\x00"


def picture(size=(64, 48), mode="RGB"):
    image = PIL.Image.new(mode, size)
    image.paste((200, 30, 30) if mode == "RGB" else 120, (0, 0, size[0] // 2, size[1]))
    return image


def exif(orientation=1):
    tags = PIL.Image.Exif()
    tags[0x0112], tags[0x010F], tags[0x0132], tags[0x013B] = orientation, "Kamera", "2026:11:23 07:12:00", "Anna"
    tags.get_ifd(0x8825).update({1: "N", 2: (60.0, 10.0, 0.0), 3: "E", 4: (24.0, 56.0, 0.0)})
    return tags


def jpeg(**how):
    out = io.BytesIO()
    how.pop("image", picture()).save(out, "JPEG", quality=95, **how)
    return out.getvalue()


def with_iptc(content):
    return content[:2] + b"\xff\xed" + struct.pack(">H", len(IPTC) + 2) + IPTC + content[2:]


@pytest.fixture
def take(tmp_path):
    def take(content, name="kuva.jpg"):
        path = tmp_path / name
        path.write_bytes(content)
        before = (hashlib.sha256(content).digest(), path.stat().st_mtime_ns)
        path.chmod(0o400)
        try:
            return import_photo(path, tmp_path / "photos")
        finally:
            assert (hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns) == before

    return take


def opened(photo):
    return PIL.Image.open(photo.path)


def test_a_picture_full_of_secrets_comes_out_bare(take):
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    full = with_iptc(jpeg(exif=exif(), xmp=XMP, icc_profile=srgb, comment=b"home")) + b"PK\x03\x04 a tail"
    photo = take(full)
    assert photo.removed == ("camera", "comment", "iptc", "person", "place", "profile", "tail", "time", "xmp")
    copy = Path(photo.path).read_bytes()
    assert leftovers(copy) == ()
    assert leftovers(full) != ()
    for secret in (b"Kamera", b"Anna", b"Espoo", b"GPS", b"home", b"2026:11:23", b"Exif", b"PK\x03"):
        assert secret in full or secret == b"GPS"
        assert secret not in copy
    assert (photo.width, photo.height, photo.mime, photo.bytes) == (64, 48, "image/jpeg", len(copy))
    assert stat.S_IMODE(Path(photo.path).stat().st_mode) == 0o600


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool, an independent reader, is not installed")
def test_an_independent_reader_finds_nothing_either(take):
    photo = take(with_iptc(jpeg(exif=exif(6), xmp=XMP, comment=b"home")))
    found = json.loads(subprocess.run(["exiftool", "-json", "-G1", photo.path], capture_output=True).stdout)[0]
    groups = {name.partition(":")[0] for name in found} - {"SourceFile"}
    assert groups <= {"ExifTool", "System", "File", "JFIF", "Composite"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_ends_upright(take, orientation):
    photo = take(jpeg(exif=exif(orientation)))
    sideways = orientation > 4
    assert (photo.width, photo.height) == ((48, 64) if sideways else (64, 48))
    image = opened(photo).convert("RGB")
    bright = [image.getpixel(place)[0] > 100 for place in ((2, 2), (photo.width - 3, 2), (2, photo.height - 3))]
    side = {1: "left", 4: "left", 2: "right", 3: "right", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}[orientation]
    expected = {"left": [True, False, True], "right": [False, True, False], "top": [True, True, False]}
    assert bright == expected.get(side, [False, False, True])


@pytest.mark.parametrize(
    ("kind", "mode", "mime"),
    [
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("PNG", "RGB", "image/png"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "LA", "image/png"),
        ("PNG", "1", "image/png"),
        ("PNG", "I;16", "image/png"),
        ("WEBP", "RGB", "image/jpeg"),
        ("WEBP", "RGBA", "image/png"),
        ("GIF", "P", "image/png"),
    ],
)
def test_every_kind_we_promise(take, kind, mode, mime):
    out = io.BytesIO()
    source = PIL.Image.new(mode, (20, 10), 60_000 if mode == "I;16" else None or 0)
    source.save(out, kind)
    photo = take(out.getvalue(), "wrong-name.txt")
    assert (photo.mime, photo.width, photo.height) == (mime, 20, 10)
    assert leftovers(Path(photo.path).read_bytes()) == ()
    if mode == "I;16":
        assert opened(photo).convert("L").getpixel((0, 0)) == 60_000 // 256


def test_see_through_parts_stay_see_through(take):
    out = io.BytesIO()
    PIL.Image.new("RGBA", (4, 4), (10, 20, 30, 40)).save(out, "PNG")
    assert opened(take(out.getvalue())).getpixel((0, 0)) == (10, 20, 30, 40)


def test_what_an_eraser_only_hid_is_gone(take):
    out = io.BytesIO()
    image = PIL.Image.new("RGBA", (4, 4), (10, 20, 30, 255))
    image.putpixel((1, 1), (200, 0, 0, 0))
    image.save(out, "PNG")
    assert opened(take(out.getvalue())).getpixel((1, 1)) == (255, 255, 255, 0)


def test_words_in_a_png_go(take):
    words, out = PngInfo(), io.BytesIO()
    words.add_text("Author", "Anna")
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    picture().save(out, "PNG", pnginfo=words, exif=exif())
    photo = take(out.getvalue())
    assert {"text", "xmp", "place", "person"} <= set(photo.removed)
    assert b"Anna" not in Path(photo.path).read_bytes()


def test_a_moving_picture_stands_still_and_says_so(take):
    out = io.BytesIO()
    picture().save(out, "GIF", save_all=True, append_images=[PIL.Image.new("RGB", (64, 48), "blue")], comment=b"hi")
    assert take(out.getvalue()).removed == ("animation", "comment")


def test_other_colours_become_srgb(take):
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    for profile in (wide, b"no profile at all"):
        photo = take(jpeg(icc_profile=profile))
        assert photo.removed == ("profile",)


def png_of(width, height):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(b"\0" * (width + 1) * min(height, 1000))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "photo.not_a_picture"),
        (b"%PDF-1.7 no picture", "photo.not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo.not_a_picture"),
        (b"BM" + b"\0" * 100, "photo.broken"),
        (jpeg()[: len(jpeg()) // 2], "photo.broken"),
        (b"\xff\xd8\xff" + b"\0" * 50, "photo.broken"),
        (b"\x89PNG\r\n\x1a\n" + b"rubbish" * 10, "photo.broken"),
        (b"GIF89a\xff\xff\xff\xff", "photo.broken"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "photo.broken"),
        (png_of(10_000, 10_000), "photo.too_many_pixels"),
        (png_of(60_000, 60_000), "photo.too_many_pixels"),
    ],
    ids=[
        "empty",
        "pdf",
        "svg",
        "bmp",
        "half",
        "jpeg rubbish",
        "png rubbish",
        "gif head",
        "webp",
        "100 MP",
        "3.6 GP",
    ],
)
def test_what_is_no_picture_gets_one_clear_sentence(take, tmp_path, content, code):
    with pytest.raises(Fixable) as caught:
        take(content)
    assert caught.value.code == code
    assert not (tmp_path / "photos").exists()
    for language in LANGUAGES:
        assert wording(language)(code, **caught.value.facts) != code


def test_a_huge_file_is_refused_without_being_read(tmp_path):
    path = tmp_path / "huge.jpg"
    with path.open("wb") as file:
        file.truncate(41_000_000)
    with pytest.raises(Fixable) as caught:
        import_photo(path, tmp_path / "photos")
    assert (caught.value.code, caught.value.facts["limit"]) == ("photo.too_many_bytes", "40")


def test_things_that_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    codes = []
    for name in (tmp_path / "missing.jpg", tmp_path, tmp_path / "pipe", Path("a\0b")):
        with pytest.raises(Fixable) as caught:
            import_photo(name, tmp_path / "photos")
        codes.append(caught.value.code)
    assert codes == ["photo.missing", "photo.not_a_picture", "photo.not_a_picture", "photo.cannot_read"]


def test_a_child_that_is_killed_by_its_limits_is_a_sentence(take, monkeypatch):
    monkeypatch.setattr(photos, "_command", lambda: ["sh", "-c", "kill -9 $$"])
    with pytest.raises(Fixable) as caught:
        take(jpeg())
    assert caught.value.code == "photo.too_hard"


def test_a_child_that_hangs_is_ended(take, monkeypatch):
    monkeypatch.setattr(photos, "_command", lambda: ["sleep", "600"])
    monkeypatch.setattr(photos._read_by_child, "__defaults__", (0.2, None))
    with pytest.raises(Fixable) as caught:
        take(jpeg())
    assert caught.value.code == "photo.too_hard"


def test_the_child_has_limits_and_may_write_no_file(tmp_path):
    code = (
        "from app.photos import child; import resource; child._limit();"
        "print([resource.getrlimit(k)[0] for k in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)])"
    )
    root = Path(photos.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root)
    assert done.stdout.strip() == str([2 << 30, 50, 0])


def test_a_copy_that_is_not_clean_is_never_kept(take, tmp_path, monkeypatch):
    dirty = tmp_path / "dirty"
    dirty.write_bytes(b'{"width": 1, "height": 1, "removed": []}\n' + jpeg(comment=b"slipped through"))
    monkeypatch.setattr(photos, "_command", lambda: ["cat", str(dirty)])
    with pytest.raises(OurFault) as caught:
        take(jpeg())
    assert (caught.value.code, caught.value.facts) == ("photo.not_clean", {"left": "fe"})
    assert not (tmp_path / "photos").exists()


def test_a_folder_that_can_not_be_written(take, monkeypatch):
    def full(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(photos, "write_safely", full)
    with pytest.raises(ProfileUnusable) as caught:
        take(jpeg())
    assert caught.value.code == "photo.cannot_save"


def test_the_walk_through_a_file_never_fails():
    whole = jpeg(exif=exif(), progressive=True)
    assert look(whole) == ("e1",)
    for cut in range(0, len(whole), 7):
        assert look(whole[:cut])
    assert kind_of(b"") == ""


def noise(size, mode="RGB"):
    return PIL.Image.frombytes(mode, size, os.urandom(size[0] * size[1] * len(mode)))


def test_what_fits_is_sent_byte_for_byte(take):
    photo = take(jpeg())
    assert fit(photo, 0, 0) == fit(photo, 2_000_000, 4096) == Path(photo.path).read_bytes()


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_what_is_too_much_gets_smaller_and_stays_clean(take, mode):
    out = io.BytesIO()
    noise((900, 600), mode).save(out, "PNG")
    photo = take(out.getvalue())
    smaller = fit(photo, 150_000, 0)
    assert len(smaller) <= 150_000 < photo.bytes
    assert leftovers(smaller) == ()
    with PIL.Image.open(io.BytesIO(smaller)) as image:
        assert abs(image.width / image.height - 1.5) < 0.02
    with PIL.Image.open(io.BytesIO(fit(photo, 0, 300))) as image:
        assert image.size == (300, 200)


def test_what_can_never_fit_and_what_is_gone(take):
    photo = take(jpeg(image=noise((400, 400))))
    with pytest.raises(Fixable) as caught:
        fit(photo, 50, 0)
    assert caught.value.code == "photo.too_big"
    Path(photo.path).unlink()
    with pytest.raises(Fixable) as caught:
        fit(photo, 50, 0)
    assert caught.value.code == "photo.lost"
