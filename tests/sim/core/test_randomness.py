"""Keyed randomness: published answers, exact laws, and independence of everything but the key."""

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import kstest

from sim.core.randomness import exponential, normal, philox, quantile, uniform

KNOWN = [
    # Salmon et al. 2011, Random123's kat_vectors: philox4x32 10 rounds; counter, key, answer
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]


def words(text: str) -> list[np.uint64]:
    return [np.uint64(int(word, 16)) for word in text.split()]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_philox_gives_the_published_answers(counter, key, answer):
    assert list(philox(*words(counter), *words(key))) == words(answer)


def test_uniform_is_the_first_53_bits_of_the_block_for_its_key():
    w0, w1, _, _ = philox(*(np.uint64(k) for k in (7, 8, 9, 60)), np.uint64(5), np.uint64(3))
    expected = (((int(w0) << 21) ^ (int(w1) >> 11)) + 0.5) / 2**53
    assert uniform(5 + (3 << 32), 60, 7, 8, 9) == expected


def test_every_part_of_the_key_matters_and_nothing_else_does():
    key = [11, 22, 33, 44, 55]
    first = uniform(*key)
    others = [uniform(*(k + (place == n) for n, k in enumerate(key))) for place in range(5)]
    assert len({first, *others}) == 6
    assert uniform(*key) == first


def test_draws_have_the_laws_they_are_named_for():
    draws = np.array([(uniform(1, 2, i, 0, 0), exponential(1, 3, i, 0, 0), normal(1, 4, i, 0, 0)) for i in range(4000)])
    for column, law in zip(draws.T, ("uniform", "expon", "norm"), strict=True):
        assert kstest(column, law).pvalue > 0.001
    assert 0.0 < draws[:, 0].min() < draws[:, 0].max() < 1.0


def test_quantile_agrees_with_scipy_to_the_last_digits():
    p = np.concatenate([np.linspace(1e-4, 1 - 1e-4, 2001), 10.0 ** -np.arange(5.0, 300.0, 7.0)])
    ours = np.array([quantile(value) for value in p])
    assert np.allclose(ours, ndtri(p), rtol=1e-14, atol=1e-15)
