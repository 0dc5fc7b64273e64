# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the checks share and no check is: data.py their files and word tables · words.py the finder of words."""
