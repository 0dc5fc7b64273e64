# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Stands in the packaged program for blis.py, 18 MB of kernels for multiplying matrices, which no pipeline here does.

thinc asks for it by name when it is imported and calls `gemm` only when a model runs; numpy gives the same, slower.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def gemm(a: Any, b: Any, out: Any = None, trans1: bool = False, trans2: bool = False, beta: float = 1.0) -> Any:  # noqa: ANN401 arrays of either width
    """Return the product of two matrices, transposed where wished; into `out` where given, beta times it added."""
    product = np.matmul(a.T if trans1 else a, b.T if trans2 else b)
    if out is None:
        return product
    out[...] = product + (beta * out if beta else 0)
    return out
