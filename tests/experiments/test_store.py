"""Tables on the disk: a row's hash is its own, whatever stands beside it."""

import numpy as np
import pandas as pd

from experiments.study.store import row_hashes


def test_a_row_has_the_same_hash_alone_and_among_rows_of_the_same_text():
    texts = np.repeat(["a", "b", "", "a"], 3)
    frame = pd.DataFrame({"run_id": texts, "day": np.arange(12) % 3, "trust": np.linspace(0.0, 1.0, 12)})
    alone = [row_hashes(frame.iloc[[row]])[0] for row in range(len(frame))]
    assert row_hashes(frame).tolist() == alone
    assert alone == pd.util.hash_pandas_object(frame, index=False, categorize=False).tolist()
    assert len(set(alone)) == len(frame)
