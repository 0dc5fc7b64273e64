# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Write resources/theme/tokens.json from tokens.toml: reading the TOML at each start would cost 13 ms."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

THEME = Path(__file__).resolve().parent.parent / "resources" / "theme"


def made() -> str:
    """Return the JSON for the tokens as they stand in the TOML."""
    tokens = tomllib.loads((THEME / "tokens.toml").read_text("utf-8"))
    return json.dumps(tokens, indent=0, sort_keys=True) + "\n"


if __name__ == "__main__":
    (THEME / "tokens.json").write_text(made(), "utf-8")
