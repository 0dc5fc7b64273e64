# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The checks: finds the files of resources/checks and app/checks and runs them over an Analysis."""
