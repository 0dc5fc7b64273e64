# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The commands of the command line over the desk; one file per group of commands."""
