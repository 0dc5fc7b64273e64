# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The window over the desk. Views receive values and return wishes (signals)."""
