"""Rows."""
from __future__ import annotations

import numpy as np


def real(unit, meaning):
    return (np.float64, unit, meaning)


def whole(unit, meaning):
    return (np.int64, unit, meaning)


def flag(meaning):
    return (np.bool_, "yes or no", meaning)


class Kind:
    def __init__(self, kind_name, /, **fields):
        self.name = kind_name
        self.fields = fields
        for f in fields:
            if hasattr(np.recarray, f) or hasattr(np.record, f):
                raise ValueError(f)
        self.dtype = np.dtype([(k, v[0]) for k, v in fields.items()], align=True)

    def make(self, n):
        return np.zeros(n, self.dtype).view(np.recarray)
