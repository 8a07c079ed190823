"""Sets of competences as bit masks."""

from sim.core.masks import nth_of_mask
from tests.plain import plain


def test_the_nth_of_a_mask_goes_round_in_a_circle():
    for mask, members in ((0b1, [0]), (0b10110, [1, 2, 4]), (0b1000, [3]), (0b11, [0, 1])):
        assert [plain(nth_of_mask)(mask, n) for n in range(8)] == [members[n % len(members)] for n in range(8)]
