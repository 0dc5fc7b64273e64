# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The one shared room for language data; only user of spaCy and py3langid."""
