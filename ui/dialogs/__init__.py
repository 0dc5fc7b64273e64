# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Dialogs and sheets; none blocks, each is freed on close."""
