"""Randomness keyed to who, when and what for: a draw is a pure function of its key, never of what was drawn before.

Two arms of a comparison share every draw that both make; one client more changes no other's draws; the order of
execution cannot matter. The generator is Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as
1, 2, 3"), checked in the tests against its published known answers.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.core.compiling import compiled, draw

_MASK = np.uint64(0xFFFFFFFF)
_MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_WEYL = (np.uint64(0x9E3779B9), np.uint64(0xBB67AE85))
_32 = np.uint64(32)
_21 = np.uint64(21)
_11 = np.uint64(11)

if TYPE_CHECKING:
    _Words = tuple[np.uint64, np.uint64, np.uint64, np.uint64]
    _Four = tuple[float, float, float, float]

# Wichura (1988), algorithm AS 241 (PPND16): coefficients from the highest power down, the centre and two tails.
_CENTRE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457),
    (13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867),
    (5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)
_TAIL = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258),
    (3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459),
    (0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0),
)
_FAR_TAIL = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093),
    (0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4),
    (0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0),
)


@compiled
def philox(c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, k0: np.uint64, k1: np.uint64) -> _Words:
    """Ten rounds of Philox4x32: four words of counter and two of key (uint64 below 2**32) to four random words."""
    for _ in range(10):
        p0 = _MULTIPLIERS[0] * c0
        p1 = _MULTIPLIERS[1] * c2
        c0, c1, c2, c3 = ((p1 >> _32) ^ c1 ^ k0) & _MASK, p1 & _MASK, ((p0 >> _32) ^ c3 ^ k1) & _MASK, p0 & _MASK
        k0 = (k0 + _WEYL[0]) & _MASK
        k1 = (k1 + _WEYL[1]) & _MASK
    return c0, c1, c2, c3


@draw
def uniform(seed: int, purpose: int, who: int, when: int, which: int) -> float:
    """A number strictly between 0 and 1, uniform on a grid of 2**-53.

    Key: the run's *seed* (below 2**64), the *purpose* (sim/core/purposes.py), *who* draws, *when*
    (a day, an attempt or 0) and *which* of several (0 for the only one); the last four below 2**32.
    """
    low = np.uint64(seed & 0xFFFFFFFF)
    high = np.uint64((seed >> 32) & 0xFFFFFFFF)
    counter = np.uint64(who & 0xFFFFFFFF), np.uint64(when & 0xFFFFFFFF), np.uint64(which & 0xFFFFFFFF)
    w0, w1, _, _ = philox(counter[0], counter[1], counter[2], np.uint64(purpose), low, high)
    word = (w0 << _21) ^ (w1 >> _11)
    return (float(word) + 0.5) * (1.0 / 9007199254740992.0)


@draw
def exponential(seed: int, purpose: int, who: int, when: int, which: int) -> float:
    """An exponential number of mean 1; the key as in ``uniform``."""
    return -math.log(uniform(seed, purpose, who, when, which))


@compiled
def _poly(r: float, high: _Four, low: _Four) -> float:
    """A polynomial of degree seven in *r*, coefficients from the highest power down."""
    upper = ((high[0] * r + high[1]) * r + high[2]) * r + high[3]
    return (((upper * r + low[0]) * r + low[1]) * r + low[2]) * r + low[3]


@compiled
def quantile(p: float) -> float:
    """Quantile of the standard normal law at 0 < *p* < 1, to about 16 digits (Wichura 1988, AS 241)."""
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * _poly(r, _CENTRE[0], _CENTRE[1]) / _poly(r, _CENTRE[2], _CENTRE[3])
    r = math.sqrt(-math.log(p if q < 0.0 else 1.0 - p))
    if r <= 5.0:
        value = _poly(r - 1.6, _TAIL[0], _TAIL[1]) / _poly(r - 1.6, _TAIL[2], _TAIL[3])
    else:
        value = _poly(r - 5.0, _FAR_TAIL[0], _FAR_TAIL[1]) / _poly(r - 5.0, _FAR_TAIL[2], _FAR_TAIL[3])
    return -value if q < 0.0 else value


@draw
def normal(seed: int, purpose: int, who: int, when: int, which: int) -> float:
    """A standard normal number by inversion of one uniform draw; the key as in ``uniform``."""
    return quantile(uniform(seed, purpose, who, when, which))


@compiled
def lognormal(median: float, sigma: float, z: float) -> float:
    """The log-normal number with this *median* and log spread *sigma* at standard normal *z*."""
    return median * math.exp(sigma * z)
