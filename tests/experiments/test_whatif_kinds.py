"""Every kind of city has its page of sliders from a study alone: tiny studies, whole pages."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from experiments import whatif
from experiments.emulation import judged
from experiments.emulation.asked import asked_of
from experiments.report.speech import titled
from sim.config import CONFIGS, compose, options
from tests.experiments.test_approvals_report import SMALL as UNDERTAKING
from tests.experiments.test_campaign_report import SMALL as CAMPAIGN
from tests.experiments.test_earthworks_report import STUDY as TOWN
from tests.experiments.test_people_report import SMALL as PORTFOLIO
from tests.experiments.test_whatif import lenient

OWN = (
    "study=",
    "scenario=",
    "arms=",
    "resources=",
    "replications=",
    "study.attribution",
)  # stand in the study of sliders
TINY = {
    "whatif_campaign": CAMPAIGN,
    "whatif_approval": UNDERTAKING,
    "whatif_earthworks": TOWN,
    "whatif_portfolio": PORTFOLIO,
}


def test_every_kind_of_city_has_a_study_of_sliders():
    """Xiaonanmen's is the study itself; each study that has a part for the page is tried here or there."""
    asked = [name for name in options(CONFIGS, "study") if "whatif" in compose(f"study/{name}", [])["study"]]
    assert sorted(asked) == sorted(["whatif", *TINY])
    kinds = {asked_of([f"study={name}"]).first.clients for name in asked}
    assert kinds == {"relocation", "blocks", "approvals", "sites", "projects"}


@pytest.mark.slow
@pytest.mark.parametrize("name", TINY)
def test_a_page_of_sliders_in_two_languages_for_every_kind(tmp_path, monkeypatch, name):
    lenient(monkeypatch)
    monkeypatch.setattr(judged, "REPLICATIONS", 2)
    words = [word for word in TINY[name] if not word.startswith(OWN) and word != "executor=serial"]
    study = asked_of([f"study={name}"]).first
    arms = list(study.arms)[-2:]
    axes = study.study.design.axes[:2]
    told = ", ".join(f'{{name: "{axis.name}", low: {axis.low}, high: {axis.high}}}' for axis in axes)
    small = [
        f"arms=[{','.join(arms)}]",
        f"study.design.axes=[{told}]",
        "points=20",
        "replications=2",
        "fresh=2",
        "executor=serial",
    ]
    assert whatif.main([f"study={name}", *words, *small, f"output={tmp_path / 'out'}"]) == 0
    table = pd.read_csv(tmp_path / "out" / "emulator.csv")
    assert set(table["explanation"]) == {"none"}
    assert set(table["arm"]) == set(arms)
    why = table.loc[table["state"] == "hidden", "why"]
    assert set(why) <= {"some runs have no value", "is not the same at fresh points"}  # the rest was let through
    assert len(why) < len(table) / 2
    page = (tmp_path / "out" / "whatif.html").read_text(encoding="utf-8")
    assert not re.search(r"\bnan\b|undefined", page)
    data = json.loads(re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    assert [one["name"] for one in data["under"]["none"]["sliders"]] == [axis.name for axis in axes]
    for one in data["under"]["none"]["sliders"]:
        assert re.search("[一-鿿]", one["zh"])
        assert not re.search("[一-鿿]", one["en"])
    assert {one["en"] for one in data["arms"].values()} == {titled(study.arms[arm].title).en for arm in arms}
