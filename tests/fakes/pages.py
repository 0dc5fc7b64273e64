# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Pages and pictures as strangers serve them, for reading cards; a refusal is looked at with its sentences."""

from __future__ import annotations

import io

import PIL.Image
import pytest
from fakes.loopback import Loopback, Play

from app.errors import AppError
from app.wording import LANGUAGES, wording

HTML = {"Content-Type": "text/html; charset=utf-8"}
PNG = {"Content-Type": "image/png"}
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Otsikko selaimelle</title>
<meta property="og:title" content="Savi kertoo &amp; kairaaja kuuntelee">
<meta property='og:description' content='Mit&auml; opin
   t&#228;n&auml;&auml;n'><meta property="og:image" content="kuvat/savi.png">
<meta property="og:image:alt" content="Harmaata savea"></head><body>"""


def picture(size: tuple[int, int] = (80, 60), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    PIL.Image.new("RGB", size, "sienna").save(out, kind)
    return out.getvalue()


def html(body: str | bytes, **headers: str) -> Play:
    content = body.encode() if isinstance(body, str) else body
    return Play(body=content, headers={**HTML, **headers})


def a_site() -> Loopback:
    """Return a site with one page, /juttu, and its picture."""
    return Loopback({"/juttu": [html(PAGE)], "/savi.png": [Play(body=picture(), headers=PNG)]})


def refused(call, *values) -> str:
    """Return the code of a refusal that has its sentence in every language."""
    with pytest.raises(AppError) as caught:
        call(*values)
    for language in LANGUAGES:
        sentence = wording(language)(caught.value.code, **caught.value.facts)
        assert sentence != caught.value.code
        assert "{" not in sentence
    return caught.value.code
