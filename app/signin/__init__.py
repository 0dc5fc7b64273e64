# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Signing in with the writer's own browser (RFC 8252): loopback.py the answer, oauth2.py and oauth1.py the flows.

keeping.py renews what is kept without ever losing it. Only user of requests_oauthlib; all goes out through app/wire.
"""
