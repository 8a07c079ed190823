"""Design files are read strictly: no cell is taken for what it is not, and each refusal says row and remedy."""

import pandas as pd
import pytest
from pydantic import BaseModel

from experiments.study.listed import listed
from sim.core.parameter import Parameters, count, number, switch
from sim.yaml_scan import ConfigError


class Work(Parameters):
    """Numbers of a toy, one of each kind."""

    validity: float = number("day", 0, 400, "toy")
    desks: int = count("desk", 0, 2000, "toy")
    open: bool = switch("toy")


class Toy(BaseModel):
    """A model with one group."""

    work: Work


TREE = {"work": {"validity": 1.0, "desks": 1, "open": True}}


def points(tmp_path, payload: bytes | str) -> pd.DataFrame:
    path = tmp_path / "points.csv"
    path.write_bytes(payload if isinstance(payload, bytes) else payload.encode())
    return listed(str(path), TREE, Toy)


GOOD = [{"work.validity": 60.5, "work.desks": 3}, {"work.validity": 90.0, "work.desks": 4}]
PLAIN = "work.validity,work.desks\n60.5,3\n90,4\n"


@pytest.mark.parametrize(
    "payload",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.encode("utf-8-sig"),  # as spreadsheets write it
        'work.validity,"work.desks"\n"60.5", 3\n\n90,4',
    ],
)
def test_what_is_a_table_is_read_whoever_wrote_it(tmp_path, payload):
    assert points(tmp_path, payload).to_dict("records") == GOOD


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ("work.validity\n60,50\n", "row 2 has 2 fields, the header 1; if 60,50 is meant with decimal commas"),
        ("work.validity,work.desks\n60.5,3\n90,5,4\n", r"row 3 has 3 fields, the header 2; .*write points \(60.50\)"),
        ("work.validity,work.desks\n60.5\n", "row 2 has 1 fields, the header 2; each row must have a field for each"),
        ('work.validity\n"60,50"\n', "row 2: work.validity = 60,50: must be .*write a decimal point, not a comma"),
        ("work.validity;work.desks\n60,5;3\n", "fields of row 1 are not parted by commas; save it as CSV in UTF-8"),
        ('work.validity\n"60\n', "a quote that is opened must be closed"),
        ("work.validity\n60\n70°\n".encode("latin-1"), "row 3 cannot be read as CSV in UTF-8 .*Latin-1"),
        (PLAIN.encode("utf-16"), "is written in UTF-16"),
        (PLAIN.encode("utf-16-le"), "is written in UTF-16"),
        ("work.validity\n60\0\n", "zero byte"),
        ("work.validity,work.validity\n60,70\n", "column work.validity stands twice"),
        ("work.validity,\n60,70\n", "column 2 has no name"),
        (PLAIN + "60.50,3\n", "row 4 is the same point as row 2; list each once"),
        ("", "is empty; its first row must name parameters"),
        ("\n\n", "is empty"),
        ("work.validity,work.desks\n", "holds 0 points"),
        ("work.validity,work.desks\n,\n", "row 2: work.validity = .*: must be a number between 0 and 400"),
        ("work.desks\n1_000\n", "row 2: work.desks = 1_000: must be a whole number"),
        ("work.open\nyes\n", "row 2: work.open = yes: must be true or false"),
    ],
)
def test_what_is_no_such_table_is_refused_with_row_and_remedy(tmp_path, payload, said):
    with pytest.raises(ConfigError, match=said) as caught:
        points(tmp_path, payload)
    assert all(line.startswith("study.design.file = ") and "\n" not in line for line in caught.value.lines)
