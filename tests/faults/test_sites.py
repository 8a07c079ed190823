"""Sites that cannot be: each is refused in one line that says where, what and what is allowed."""

import subprocess
import sys

import pytest

from sim.config import load_scenario
from sim.yaml_scan import ConfigError

REFUSED = {
    "sites.roads.bridges=0": r"sites\.roads\.bridges = 0: .*disconnected; at least 1, or roads\.river = 0",
    "sites.named.heap.x=12": r"named\.heap\.x = 12: disconnected, outside the town of 10 km",
    "sites.named.school.y=10.5": r"named\.school\.y = 10\.5: disconnected",
    "sites.outlets.capacity=-5": r"sites\.outlets\.capacity = -5.*between 0 and",
    "sites.outlets.lead_days=-1": r"sites\.outlets\.lead_days = -1.*between 0 and 365",
    "sites.named.heap.soil=mud": r"named\.heap\.soil = mud: unknown; one of gravel, loam, silt",
    "sites.named.heap.volume=0": r"sites\.named\.heap\.volume = 0.*between 1 and",
    "sites.fleet.trucks=0": r"sites\.fleet\.trucks = 0.*between 1 and 1000",
    "sites.fleet.load=0": r"sites\.fleet\.load = 0.*between 1 and 60",
    "sites.named.heap.weeks=190": r"named\.heap: its plan ends in week 191, after the horizon \(week 184\)",
    "calendar.horizon_days=28": r"its plan ends in week .* after the horizon \(week 32\)",
    "sites.park=heap": r"park = heap: must be a fill under named: industrial_park, school",
    "sites.talks.parties=[builders,nobody]": r"no department 'nobody' that clears; known: area_authority",
    "sites.talks.parties=[builders,leaders]": r"no department 'leaders' that clears",
    "sites.talks.parties=[builders,builders]": r"builders stands there twice",
    "sites.ground.weeks_low=60": r"weeks_low = 60: must not exceed weeks_high = 40",
    "history.platform=true": r"history\.platform: a city's past has no office that plans for all",
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_cannot_be_is_refused_in_one_line(words):
    with pytest.raises(ConfigError, match=REFUSED[words]) as caught:
        load_scenario("earthworks", [words])
    assert len(caught.value.lines) == 1


def test_a_command_refuses_them_with_exit_code_2_and_writes_nothing(tmp_path):
    words = ["scenario=earthworks", "study=one_point", "sites.fleet.trucks=0", f"output={tmp_path}/out"]
    done = subprocess.run(
        [sys.executable, "-m", "experiments.compare", *words], check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "trucks" in done.stderr
    assert not (tmp_path / "out").exists()
