"""Texts of others act on nobody's terminal, page or spreadsheet, and are read back as they were."""

import io
import math
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from experiments import status, sweep
from experiments.report import __main__ as report
from experiments.report.setting import environment
from experiments.study import front
from experiments.study.keys import config_hash
from experiments.study.outlet import Outlet, harmless, harmless_data
from experiments.study.store import guarded, unguarded, write_csv
from experiments.study.strangers import read_csv
from sim.yaml_scan import ConfigError
from tests.faults.doors import GRID, SWEEP, through
from tests.faults.hostile import seal, unsealed

ROOT = Path(__file__).resolve().parents[2]
ACTING = "\x1b[31m\x07\x00\x7f\x9b\r\u202e\u2066\u200f\u2028\U000e0041"


@pytest.fixture(scope="module")
def swept(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("swept") / "study"
    assert sweep.main([*SWEEP, GRID, f"output={folder}"]) == 0
    return folder


def acts(text: str) -> bool:
    return any(character in text for character in ACTING.replace("[31m", ""))


def test_whatever_acts_on_a_terminal_is_written_out():
    assert harmless(ACTING) == ("\\x1b[31m\\x07\\x00\\x7f\\x9b\\r\\u202e\\u2066\\u200f\\u2028\\U000e0041")
    assert harmless("plain 图 −5 é\tx\n") == "plain 图 −5 é\tx\n"
    assert harmless_data({"\x1b": ["\x07", 1, None]}) == {"\\x1b": ["\\x07", 1, None]}


@given(some.text())
def test_no_text_acts(text):
    assert not acts(harmless(text))
    harmless(text).encode()


def test_what_is_printed_and_what_is_said_is_harmless(capsys):
    kept = io.StringIO()
    print(f"a{ACTING}b", file=Outlet(kept, plain=True))
    assert not acts(kept.getvalue())
    front.say(f"a\n{ACTING}b")
    said = capsys.readouterr().err
    assert said.startswith("a\\n\\x1b")
    assert not acts(said)


def test_bad_input_with_escape_codes_is_one_line():
    """Whatever is typed or stands in a file is shown, and acts on nothing."""
    told = through(sweep.main, [f"scenario={ACTING}"])
    assert (told.code, len(told.said)) == (2, 1)
    assert not acts(told.said[0])

    def faulty(_):
        raise ConfigError(f"a = {ACTING}\nb: is wrong")

    assert not acts("".join(through(faulty, []).said))
    assert len(through(faulty, []).said) == 1


def test_a_folder_of_texts_that_act(swept, tmp_path):
    """Titles, words of the command and errors of runs, in the page and on the terminal."""
    folder = Path(shutil.copytree(swept, tmp_path / "s"))
    config = yaml.safe_load((folder / "config.yaml").read_text())
    config["title"] = f"<script>alert(1)</script>{ACTING}"
    config["study"]["question"] = f"{ACTING}?"
    (folder / "config.yaml").write_text(yaml.safe_dump(config, sort_keys=False))
    failure = {"run_id": "x", "error": ACTING}
    more = {"command": ["python", ACTING], "failures": [failure], "config_hash": config_hash(config)}
    seal(folder, unsealed(folder) | more)
    for main in (report.main, status.main):
        told = through(main, [folder])
        assert told.code == 0
        assert not acts("".join([told.out, *told.said]))
    page = (folder / "report.html").read_text()
    assert not acts(page)
    assert "<script>" not in page
    assert "\\x1b[31m" in page


def test_a_template_sets_no_text_that_acts():
    page = environment().from_string("{{ text }} {{ ours|safe }}").render(text=f"<{ACTING}", ours="<b>")
    assert page.startswith("&lt;\\x1b")
    assert page.endswith("<b>")


def test_a_terminal_that_knows_no_chinese_gets_what_it_can():
    script = "from experiments.study.front import run\nrun(lambda _: print('图 −5') or 0, '')"
    environment_ = {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, env=environment_)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"\\u56fe \\u22125\n"


CELLS = ["=1+1", "+1+1", "-cmd", "@SUM(A1)", "\tx", "\rx", "'=1", "''=1", "-", "+a", "=cmd|' /C calc'!A0"]
PLAIN = ["a", "-5", "+5", "-1.5e-3", "'a", "5-3", "", "-inf", "−5", "a=b"]


def test_no_spreadsheet_takes_a_text_for_a_formula(tmp_path):
    """As bytes no cell begins with what is run; read back every cell, number and column's name is what it was."""
    table = pd.DataFrame({"text": CELLS + PLAIN, "number": [-1.5] * len(CELLS + PLAIN), "=name": "x"})
    write_csv(tmp_path / "t.csv", table)
    raw = pd.read_csv(tmp_path / "t.csv", keep_default_na=False, dtype=str)
    assert list(raw["text"]) == [f"'{cell}" for cell in CELLS] + PLAIN
    assert set(raw["number"]) == {"-1.5"}
    assert list(raw.columns) == ["text", "number", "'=name"]
    again = read_csv(tmp_path, "t.csv", keep_default_na=False)
    pd.testing.assert_frame_equal(again, table, check_dtype=False)


@given(some.lists(some.one_of(some.text(), some.floats(), some.none()), min_size=1))
def test_what_is_guarded_is_unguarded_again(cells):
    table = pd.DataFrame({"a": pd.Series(cells, dtype=object)})
    again = unguarded(guarded(table))["a"]
    for cell, other in zip(cells, again, strict=True):
        assert cell is other or cell == other or (math.isnan(cell) and math.isnan(other))


def test_a_table_without_such_texts_is_written_as_before(tmp_path):
    table = pd.DataFrame({"arm": ["siloed", "a+b"], "x": [-0.1, float("nan")], "n": [-3, 2], "ok": [True, False]})
    write_csv(tmp_path / "t.csv", table)
    assert (tmp_path / "t.csv").read_bytes() == table.to_csv(index=False, float_format="%.10g").encode()
