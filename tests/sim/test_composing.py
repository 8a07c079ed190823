"""Composing without Hydra gives what Hydra gives, and quickly; whatever is not plain is still Hydra's to say."""

from __future__ import annotations

import random  # noqa: TID251  (what to try, no draw of the model)
import shutil
import subprocess
import sys

import pytest

from sim import config, load_scenario
from sim.composing import Beyond, composed
from sim.config import CONFIGS, options
from sim.overrides import NOT_PLAIN, as_plain
from sim.yaml_scan import ConfigError

GROUPS = sorted(path.name for path in CONFIGS.iterdir() if path.is_dir())
CHOSEN = (
    "explanation",
    "city",
    "staffing",
    "evaluation",
    "clients",
    "work",
    "coordination@history",
    "seats@staffing.seats",
)


def both(name: str, words: list[str]) -> bool:
    """Whether *name* with *words* is plain; then both ways must agree, to the order of the names."""
    try:
        ours = composed(name, words, CONFIGS)
    except Beyond:
        return False
    theirs = config._through_hydra(name, words, CONFIGS)
    assert ours == theirs
    assert str(ours) == str(theirs)
    return True


def drawn(luck: random.Random) -> list[str]:
    """Choices as a user might make them, some of which cannot be made."""
    words = [f"scenario={luck.choice(options(CONFIGS, 'scenario'))}"]
    for group in ("coordination", "resources"):
        if luck.random() < 0.7:
            words.append(f"+{group}@{group}={luck.choice(options(CONFIGS, group))}")
    for key in CHOSEN:
        if luck.random() < 0.2:
            words.append(f"{key}={luck.choice(options(CONFIGS, key.partition('@')[0]))}")
    return words


@pytest.mark.parametrize("number", [6, pytest.param(80, marks=pytest.mark.slow)])
def test_many_choices_are_composed_as_hydra_does(number):
    luck = random.Random(1)
    plain = [both("base", drawn(luck)) for _ in range(number)]
    assert sum(plain) > number / 2


def test_studies_and_files_alone_are_composed_as_hydra_does():
    words = [
        "+coordination@arms.siloed=siloed",
        "+coordination@arms.task_force=task_force",
        "+resources@resources.closed=closed",
    ]
    for study in ("compare", "lapse_and_load"):
        assert both("study", [f"study={study}", "scenario=workbench", "executor=serial", *words])
    assert all(both(name, []) for name in ("question/plausible", "fit/lapse", "explanation/lapse", "study/how_many"))


@pytest.mark.slow
def test_every_file_alone_is_composed_as_hydra_does():
    files = [path.relative_to(CONFIGS).with_suffix("").as_posix() for path in sorted(CONFIGS.rglob("*.yaml"))]
    left = [file for file in files if not both(file, [])]
    assert all(file.startswith(("clients/", "scenario/")) for file in left)  # they need a base below them


@pytest.mark.parametrize(
    "text",
    [
        *("1", "-3", "0", "007", "1.5", "-0.25", "1.", ".5", "1e3", "1_000", "true", "True", "null", "nan", "inf", ),
        *("a", "a_b", "a-b", "a b", "a/b.c", "'a b'", "'results/x-1'", "a:b", "'it\\'s'", "x1", "1x", "None", "off"),
        *("[]", "[1,2]", "[1, 2]", "[a,'b c',0.5]", "[[1],[2]]", "[1,[2]]", "[true,null]", "{a: 1}", "['a,b',c]"),
        *("2015-13-01", "9" * 19, "-0", ""),
    ],
)  # fmt: skip
def test_a_plain_value_is_read_as_hydra_reads_it(text):
    found = as_plain(text)
    try:
        theirs = config._by_grammar("key", text)
    except ConfigError:
        assert found is NOT_PLAIN
        return
    assert found is NOT_PLAIN or (found == theirs and type(found) is type(theirs))


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (
            "offer.rounds=shuffle([0.0,5.0])",
            r"^offer\.rounds = shuffle\(\[0\.0,5\.0\]\): shuffle\(\.\.\.\) is a function, which",
        ),
        ("work.validity=choice(60,90)", r"^work\.validity = choice\(60,90\): choice\(\.\.\.\) is a function"),
        ("work.validity=range(60,90)", r"range\(\.\.\.\) is a function"),
        ("work.validity=interval(60,90)", r"interval\(\.\.\.\) is a function"),
        ("offer.rounds=sort([5.0,0.0])", r"sort\(\.\.\.\) is a function"),
        ("offer.rounds=[float(3)]", r"float\(\.\.\.\) is a function"),
        ("work.validity=glob( * )", r"glob\(\.\.\.\) is a function"),
        ("offer.rounds=extend_list(5.0)", r"extend_list\(\.\.\.\) is a function"),
    ],
)
def test_functions_of_the_grammar_are_refused_in_one_line(word, said):
    with pytest.raises(ConfigError, match=said) as caught:
        load_scenario("xiaonanmen", [word])
    assert len(caught.value.lines) == 1


def test_a_text_in_quotes_may_look_like_a_function():
    assert load_scenario("xiaonanmen", ["title='a city (small)'"]).title == "a city (small)"


def test_a_file_that_has_changed_is_read_again(tmp_path):
    shutil.copytree(CONFIGS, tmp_path / "configs")
    path = tmp_path / "configs" / "explanation" / "lapse.yaml"
    assert load_scenario("xiaonanmen", configs=tmp_path / "configs").work.validity == 75.0
    path.write_text(path.read_text().replace("75.0", "76.0"))  # the same length, within the same tick of the clock
    assert load_scenario("xiaonanmen", configs=tmp_path / "configs").work.validity == 76.0


def test_what_is_composed_is_ones_own():
    one = composed("base", [], CONFIGS)
    one["offer"]["rounds"].append(5.0)
    one["work"]["validity"] = 5.0
    assert (
        composed("base", [], CONFIGS)["offer"]["rounds"]
        == config._through_hydra("base", [], CONFIGS)["offer"]["rounds"]
    )


SPEED = """
from time import process_time
from sim.config import load_scenario, _through_hydra, CONFIGS
words = [["coordination=task_force"], ["coordination=siloed", "work.validity=61"], ["offer.rounds=[0.0]"]]
spent = []
for told in [*words, *words]:
    began = process_time()
    scenario = load_scenario("xiaonanmen", told)
    spent.append(process_time() - began)
replaced = []
for validity in range(60, 160):
    began = process_time()
    scenario.replace(**{"work.validity": validity})
    replaced.append(process_time() - began)
replaced = sorted(replaced)[50]  # the middle one: others may be at work
_through_hydra("base", [], CONFIGS)
began = process_time()
_through_hydra("base", [], CONFIGS)
print(spent[0], max(spent[1:]), replaced, process_time() - began)
"""


def test_composing_is_quick_in_a_fresh_process():
    """The first within 150 ms and each further one within 50, far below what Hydra takes; another number within one."""
    done = subprocess.run([sys.executable, "-c", SPEED], check=True, capture_output=True, text=True)
    first, further, replaced, hydra = map(float, done.stdout.split())
    assert first < 0.15
    assert further < 0.05
    assert further < hydra / 2
    assert replaced < 0.001
