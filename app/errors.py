# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Errors by who must act. Standard library only; the sentences for the codes live in resources/wording."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar


class AppError(Exception):
    """A searchable code and the facts its sentence needs; `status` is the command line's exit status."""

    status: ClassVar[int] = 70

    def __init__(self, code: str, **facts: object) -> None:
        """Keep the code (an id of resources/wording) and facts as text."""
        super().__init__(code)
        self.code = code
        self.facts: dict[str, str] = {name: str(value) for name, value in facts.items()}


class Fixable(AppError):
    """The request or its input is bad; the writer can mend it; nothing changed."""

    status = 2


class SignInAgain(AppError):
    """The network does not accept the sign-in any more; the text is safe."""

    status = 3


class TryLater(AppError):
    """The network can't be reached or asks to wait; nothing was sent; `at` (UTC) when known."""

    status = 3

    def __init__(self, code: str, at: datetime | None = None, **facts: object) -> None:
        """Keep when to try again, if the network said."""
        super().__init__(code, **facts)
        self.at = at


class OutcomeUnknown(AppError):
    """The request may or may not have done its work: look, never resend."""

    status = 1


class ProfileUnusable(AppError):
    """The profile or the keyring can't be used: locked, read-only, newer schema, damaged, no usable keyring."""

    status = 4


class OurFault(AppError):
    """A bug of ours."""

    status = 70
