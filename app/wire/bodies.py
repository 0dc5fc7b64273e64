# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a request carries: JSON, a form, or a form with files; bytes and the media type that goes with them. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of a request and their media type."""

    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class File:
    """One file of a form; `name` is ours, never that on the writer's disk."""

    name: str
    mime: str
    content: bytes


def as_json(value: object) -> Body:
    """Return a value as JSON."""
    return Body("application/json", json.dumps(value).encode())


def as_form(fields: Mapping[str, str]) -> Body:
    """Return fields as an ordinary form."""
    return Body("application/x-www-form-urlencoded", urlencode(fields).encode())


def as_multipart(fields: Mapping[str, str], files: Mapping[str, File]) -> Body:
    """Return fields and files as multipart/form-data (RFC 7578); the same content makes the same bytes.

    The boundary is made from the content, so that no part can hold it by chance. Names are plain ASCII.
    """
    parts = [(f'name="{name}"', "", value.encode()) for name, value in fields.items()]
    for name, file in files.items():
        parts.append((f'name="{name}"; filename="{file.name}"', file.mime, file.content))
    digest = hashlib.sha256()
    for head, _, content in parts:
        digest.update(head.encode() + content)
    mark = f"mummo{digest.hexdigest()}"
    whole = bytearray()
    for head, mime, content in parts:
        kind = f"Content-Type: {mime}\r\n" if mime else ""
        whole += f"--{mark}\r\nContent-Disposition: form-data; {head}\r\n{kind}\r\n".encode() + content + b"\r\n"
    whole += f"--{mark}--\r\n".encode()
    return Body(f"multipart/form-data; boundary={mark}", bytes(whole))
