# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Thirty pictures full of planted metadata go in; an independent reader finds none of it in what goes to a network."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import PIL.Image
import pytest
from PIL import ImageCms

from app.networks import networks
from app.photos import fit, import_photo, kind_of, leftovers
from app.wording import LANGUAGES, wording

DATA = Path(__file__).resolve().parents[1] / "data" / "photos"
KINDS = {"jpg": 8, "png": 6, "webp": 5, "heic": 4, "tif": 4, "gif": 3}
SECRET = "Salainen Solmu"
PLANTED = {
    "place": ("-GPSLatitude=60.17", "-GPSLatitudeRef=N", "-GPSLongitude=24.94", "-GPSLongitudeRef=E"),
    "camera": (f"-Make={SECRET}", f"-Model={SECRET}", "-LensModel=Putki", "-BodySerialNumber=4711-0815"),
    "time": ("-DateTimeOriginal=2026:11:20 07:12:00", "-ModifyDate=2026:11:21 08:00:00"),
    "person": (f"-Artist={SECRET}", f"-Copyright={SECRET}"),
    "xmp": (f"-XMP:Creator={SECRET}", f"-XMP:PersonInImage={SECRET}", "-XMP:City=Espoo", f"-XMP:Label={SECRET}"),
    "iptc": (f"-IPTC:By-line={SECRET}", "-IPTC:City=Espoo", f"-IPTC:Caption-Abstract={SECRET}"),
    "comment": (f"-Comment={SECRET}", f"-UserComment={SECRET}", f"-ImageDescription={SECRET}"),
}
TELLS_NOTHING = {"ExifTool", "System", "File", "JFIF", "Composite", "SourceFile"}
PNG_PIXELS = {
    "ImageWidth",
    "ImageHeight",
    "BitDepth",
    "ColorType",
    "Compression",
    "Filter",
    "Interlace",
    "Transparency",
}


def drawn(number):
    chance = random.Random(number)
    side = (120 + 8 * number, 90 + 4 * number)
    image = PIL.Image.new("RGB", side, tuple(chance.randbytes(3)))
    for _ in range(12):
        x, y = chance.randrange(side[0]), chance.randrange(side[1])
        image.paste(tuple(chance.randbytes(3)), (x, y, x + 30, y + 20))
    return image


def file_of(ending, number):
    if ending == "heic":
        return (DATA / ("plain.heic", "sideways.heic")[number % 2]).read_bytes()
    out, how = io.BytesIO(), {}
    if ending in ("jpg", "png", "webp", "tif") and number % 2:
        how["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if ending == "gif" and number % 2:
        how |= {"save_all": True, "append_images": [drawn(number + 100)]}
    name = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "tif": "TIFF", "gif": "GIF"}[ending]
    drawn(number).save(out, name, **how)
    return out.getvalue()


def plant(path):
    """Put everything into the file that its kind can hold, and a small picture of it; return what an own look sees."""
    wishes = [wish for group in PLANTED.values() for wish in group]
    subprocess.run(["exiftool", "-q", "-q", "-m", "-overwrite_original", *wishes, str(path)], check=False)
    if path.suffix == ".jpg":
        small = path.with_name("small.bin")
        small.write_bytes(file_of("jpg", 0))
        subprocess.run(
            ["exiftool", "-q", "-q", "-overwrite_original", f"-ThumbnailImage<={small}", str(path)], check=True
        )


def told(paths):
    """Return by file name what exiftool can tell of the files beside their pixels, group and tag."""
    words = ["exiftool", "-json", "-G1", "-a", "-u", *map(str, paths)]
    found = {}
    for row in json.loads(subprocess.run(words, capture_output=True, check=True).stdout):
        tags = {name for name in row if name.partition(":")[0] not in TELLS_NOTHING}
        found[Path(row["SourceFile"]).name] = tags - {f"PNG:{name}" for name in PNG_PIXELS}
    return found


@pytest.fixture(scope="module")
def exam(tmp_path_factory):
    if shutil.which("exiftool") is None:
        if os.environ.get("MUMMO_DEMAND_SERVERS"):
            pytest.fail("exiftool is demanded here (Debian: libimage-exiftool-perl)")
        pytest.skip("exiftool, the independent reader, is not installed (Debian: libimage-exiftool-perl)")
    folder = tmp_path_factory.mktemp("exam")
    originals = []
    for ending, count in KINDS.items():
        for number in range(count):
            path = folder / f"{ending}{number}.{ending}"
            path.write_bytes(file_of(ending, number))
            plant(path)
            originals.append(path)
    before = {path: _state(path) for path in originals}
    photos = {path: import_photo(path, folder / "copies") for path in originals}
    assert {path: _state(path) for path in originals} == before, "an original was touched"
    return folder, photos


def _state(path):
    about = path.stat()
    return about.st_ino, about.st_mtime_ns, about.st_mode, hashlib.sha256(path.read_bytes()).hexdigest()


def test_thirty_files_hold_what_was_planted(exam):
    _folder, photos = exam
    fields = told(photos)
    assert len(fields) == 30
    assert all(len(tags) >= 5 for tags in fields.values()), {name: len(tags) for name, tags in fields.items()}
    for ending in ("jpg", "tif"):
        assert {"GPS", "IFD0", "IPTC", "XMP-dc"} <= {tag.partition(":")[0] for tag in fields[f"{ending}0.{ending}"]}


def test_nothing_is_left_in_what_goes_to_any_network(exam):
    folder, photos = exam
    sent = folder / "sent"
    sent.mkdir()
    limits = {(place.image_bytes, place.image_pixels) for place in networks() if place.images}
    seen = set()
    for path, photo in photos.items():
        for number, (most, pixels) in enumerate([*sorted(limits), (4_000, 0), (0, 100)]):
            content = fit(photo, most, pixels)
            assert leftovers(content) == (), path.name
            assert SECRET.encode() not in content
            if content not in seen:
                seen.add(content)
                (sent / f"{path.stem}-{number}.{kind_of(content).partition('/')[2]}").write_bytes(content)
    left = {name: tags for name, tags in told(sorted(sent.iterdir())).items() if tags}
    assert left == {}
    assert len(seen) > 30


def test_what_was_removed_is_named(exam):
    _folder, photos = exam
    names = {path.name: set(photo.removed) for path, photo in photos.items()}
    assert {"place", "camera", "time", "person", "xmp", "iptc", "comment", "thumbnail"} <= names["jpg0.jpg"]
    assert {"place", "camera", "time", "person", "xmp", "iptc", "comment"} <= names["tif0.tif"]
    assert {"place", "camera", "time", "person", "xmp"} <= names["webp0.webp"] & names["heic0.heic"] & names["png0.png"]
    assert {"xmp", "comment"} <= names["gif0.gif"]
    assert "animation" in names["gif1.gif"]
    assert "profile" in names["jpg1.jpg"] & names["png1.png"] & names["webp1.webp"] & names["tif1.tif"]
    for name in set().union(*names.values()):
        for language in LANGUAGES:
            assert wording(language)(f"photo.removed.{name}") != f"photo.removed.{name}"


def test_sideways_phone_pictures_stand_upright(exam):
    _folder, photos = exam
    sizes = {path.name: (photo.width, photo.height) for path, photo in photos.items()}
    assert (sizes["heic0.heic"], sizes["heic1.heic"]) == ((96, 64), (64, 96))
