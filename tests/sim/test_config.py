"""Configuration: one line a fault, naming the key, the value and what is allowed; nothing is run."""

import pytest

from experiments.study.settings import load_study
from sim.config import CONFIGS, load_scenario
from sim.yaml_scan import LARGEST, ConfigError, scan

BAD = [
    # what is typed, what the one line must say
    ("work.validty=80", r"work.validty = 80: unknown parameter; did you mean work.validity\?"),
    ("households.total=many", r"households.total = many: must be a whole number between 0 and 1e\+06 \(households\)"),
    ("households.total=12.5", "households.total = 12.5: must be a whole number"),
    ("households.total=-3", "households.total = -3: must be a whole number between 0"),
    ("work.validity=5", r"work.validity = 5: must be a number between 20 and 100000 \(day\)"),
    ("work.validity=nan", "work.validity = nan: must be a number between 20"),
    ("work.validity=1e400", "work.validity = inf: must be a number between 20"),
    ("negotiation.sign_first=1", "negotiation.sign_first = 1: must be true or false"),
    ("seed=true", "study.seed = true: must be a whole number"),
    ("seed=-1", "study.seed = -1: must be a whole number between 0"),
    ("replications=0", "study.replications = 0: must be a whole number between 1"),
    ("workers=-1", "executor.workers = -1: must be a whole number between 0"),
    (
        "scenario=atlantis",
        "scenario = atlantis: unknown; known: city_portfolio, civilised_city, ",
    ),
    ("explanation=magic", "explanation = magic: unknown; known: abandoned, lapse, no_authority, none, waiting"),
    (
        "arms=[siloed,magic]",
        r"arms = \[siloed,magic\]: magic is unknown; known: best_silo, ",
    ),
    ("arms=[siloed,siloed]", r"arms = \[siloed,siloed\]: siloed stands twice; name each once"),
    ("arms=[]", r"arms = \[\]: at least one of best_silo, "),
    ("arms=", "arms = : at least one of"),
    ("resources=[plenty]", r"resources = \[plenty\]: plenty is unknown; known: as_it_was, closed, equal_effort"),
    ("offer.policy=auction", "offer.policy = auction: must be one of one_price, concession, threshold"),
    ("work=base2", "work = base2: unknown; known: base"),
    ("households={total: 3}", "households = {total: 3}: unknown; known: base"),
    ("households", "households: expected key=value"),
    ("--workers=2", "--workers: unknown option; arguments are key=value"),
    ("+work.more=1", r"\+work.more=1: parameters can be set, not added or removed"),
    ("~work.validity", "~work.validity: parameters can be set, not added or removed"),
    ("hydra.run.dir=/tmp", "hydra.run.dir=/tmp: settings of Hydra are not allowed"),
    ("work._target_=os.system", "work._target_=os.system: _target_ is not allowed"),
    ("name=${oc.env:HOME}", r"name=\$\{oc.env:HOME\}: \$\{...\} is not allowed"),
    ("offer.rounds=[0.0,5.0", r"offer.rounds = \[0.0,5.0: cannot be read"),
    ("staffing.seats.planning.members=9", "staffing.seats.planning.members = 9: must not exceed its 3 cadres"),
    ("issues.tangled_low=7", "issues.tangled_low = 7: must not exceed tangled_high = 6"),
    ("households.trust_low=0.9", r"households.trust_low = 0.9: must not exceed trust_high = 0.7"),
    ("offer.rounds=[-1.0]", r"offer.rounds\[0\] = -1.0: must be greater than or equal to 0"),
    ("city.visit_department=moon", "city.visit_department: no department 'moon'; known: civil_affairs"),
    ("history=task_force", "history.team: a city cannot have had a task force before it calls one"),
]


@pytest.mark.parametrize(("word", "said"), BAD)
def test_bad_input_is_answered_in_one_line(word, said):
    with pytest.raises(ConfigError, match=f"^{said}") as caught:
        load_study([word])
    assert len(caught.value.lines) == 1


def test_every_fault_gets_its_line():
    with pytest.raises(ConfigError) as caught:
        load_study(["work.validity=1", "negotiation.noise=9", "households.total=-1"])
    assert [line.partition(" = ")[0] for line in caught.value.lines] == [
        "work.validity",
        "households.total",
        "negotiation.noise",
    ]


def test_a_key_that_stands_twice_is_refused():
    with pytest.raises(ConfigError, match=r"^seed: given twice; name it once"):
        load_study(["seed=1", "seed=2"])


def test_an_ingredient_without_what_it_needs_is_refused():
    with pytest.raises(ConfigError, match=r"arms.siloed.dedicated: true needs team: true"):
        load_study(["arms.siloed.dedicated=true"])


def test_overrides_reach_the_model():
    told = load_scenario("xiaonanmen", ["coordination=task_force", "work.validity=61", "explanation=waiting"])
    assert (told.work.validity, told.explanation, told.coordination.pooled) == (61.0, "waiting", True)
    assert told.households.speculator_share > 0


def test_shipped_files_pass_the_scan():
    for path in CONFIGS.rglob("*.yaml"):
        scan(path)


FILES = [
    ("a: !!python/object/apply:os.system [ls]", "the tag .* is not allowed"),
    ("a: &x [1]\nb: *x", "anchors and aliases are not allowed"),
    ("a: " + "[" * 40 + "]" * 40, "nested deeper than 30 levels"),
    ("a: 1\na: 2", "the key a stands twice"),
    ("a: ${oc.env:SECRET}", r"\$\{\.\.\.\} is not allowed"),
    ("_target_: os.system", "_target_ is not allowed"),
    ("a: 010", "may be read in another base"),
    ("a: 12:30:45", "may be read in another base"),
    ("a: yes", "is ambiguous; write true or false"),
    ("a: " + "9" * 50, "a number of more than 40 digits"),
    ("a: [1", "not valid YAML"),
    ("- 1", "must hold `name: value` lines"),
    ("# @package hydra\na: 1", "is not allowed; only _global_ is"),
    ("defaults:\n  - /etc/passwd", "a default must be the name of an option"),
    ("x" * (LARGEST + 1), "too large"),
]


@pytest.mark.parametrize(("text", "said"), FILES, ids=[said for _, said in FILES])
def test_a_file_that_is_not_plain_data_is_refused(tmp_path, text, said):
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        scan(path)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_bytes("名: 小南门".encode("gb18030"))
    with pytest.raises(ConfigError, match="is not UTF-8; save the file as UTF-8"):
        scan(path)
