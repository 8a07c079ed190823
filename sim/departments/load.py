"""How much routine may arrive so that people are as busy as declared, once the matters they keep open have slowed them.

Juggling feeds on itself: whoever is slower has more open, and is slower still. A desk can have two stable states, one
in which it keeps up and one in which, having once fallen behind, it never recovers.
"""

from __future__ import annotations

CV2_OF_ARRIVALS = 1.0  # a Poisson stream
WORKED_OFF = 0.97  # most load at which a desk that juggles all it may still works off what has piled up


def erlang_c(people: int, load: float) -> float:
    """Chance that a job has to wait at a desk of so many people (Erlang's delay formula), *load* a share of all."""
    blocked = 1.0
    for n in range(1, people + 1):
        blocked = load * people * blocked / (n + load * people * blocked)
    return blocked / (1.0 - load * (1.0 - blocked))


def juggled(people: int, load: float, cv2: float, loss: float, most: float) -> float:
    """Mean factor by which work takes longer at a desk whose people are busy for the share *load* of their time.

    What waits behind a job that begins is none with the chance not to wait, else geometric (M/M/c), stretched by the
    spread of efforts *cv2* (Allen and Cunneen 1978); every open matter a person beyond the first, up to *most*, costs
    the share *loss* of the speed.
    """
    if load <= 0.0 or loss <= 0.0:
        return 1.0
    mean = load / (1.0 - load) * (CV2_OF_ARRIVALS + cv2) / 2.0
    ratio = mean / (1.0 + mean)
    upto = int(people * (most - 1.0))
    each = erlang_c(people, load) * ratio * (1.0 - ratio**upto) / (1.0 - ratio) / people
    return 1.0 + loss * each


def has_two_states(people: int, load: float, cv2: float, loss: float, most: float) -> bool:
    """Whether a desk that is as busy as declared would never recover once it had fallen behind."""
    return load / juggled(people, load, cv2, loss, most) * (1.0 + loss * (most - 1.0)) > WORKED_OFF


def slowed(people: int, load: float, cv2: float, loss: float, most: float) -> float:
    """By what factor fewer matters may arrive than if nobody juggled, for people to be busy for the share *load*.

    Where the desk has two stable states, so few arrive that it can work off what has piled up: after twelve years there
    are no others. Its people are then less busy than declared.
    """
    return max(juggled(people, load, cv2, loss, most), load * (1.0 + loss * (most - 1.0)) / WORKED_OFF)
