# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Painted parts: face, meter, ring, cards, chips."""
