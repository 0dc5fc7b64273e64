# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Parts that are made, and their files read, when first asked for: the window's first paint waits for none too many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Part = TypeVar("Part")


class once(Generic[Part]):  # noqa: N801 used as a decorator, like property
    """Like functools.cached_property, but two threads that ask at the same time get the same part on every Python."""

    def __init__(self, make: Callable[[Any], Part]) -> None:
        """Keep how the part is made."""
        self._make = make
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> once[Part]: ...
    @overload
    def __get__(self, owner: object, kind: type) -> Part: ...
    def __get__(self, owner: object | None, kind: type) -> Part | once[Part]:
        """Return the part; from then on the owner's own attribute answers."""
        if owner is None:
            return self
        part: Part = owner.__dict__.setdefault(self._make.__name__, self._make(owner))
        return part
