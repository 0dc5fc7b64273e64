# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The window over the desk. Views receive values and return wishes (signals)."""

import sys

import PySide6.QtCore  # noqa: F401  (brings the module that is looked up below)

# PySide6 reads the source of every module imported after it, to see whether `from __feature__ import …` could matter
# there. We never use that; leaving it out saves 8 ms at the start, and more (and its memory) when spaCy is loaded.
_feature = sys.modules.get("shibokensupport.feature")
if _feature is not None and hasattr(_feature, "_mod_uses_pyside"):
    vars(_feature)["_mod_uses_pyside"] = lambda _module: True
