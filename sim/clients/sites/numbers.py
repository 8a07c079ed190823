"""The numbers of sites in a regime: only types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.state.regime import Regime

if TYPE_CHECKING:
    from sim.clients.sites.parameters import Control, Ground, Office, Outlets, Prices, Talks


class SiteRegime(Regime):
    """A regime with the numbers of sites; only a type."""

    ground: Ground
    prices: Prices
    outlets: Outlets
    control: Control
    talks: Talks
    office: Office


def parts(scenario: Any, _: Any) -> dict[str, Any]:
    """What rules read of sites in a regime."""
    told = scenario.sites
    return {name: getattr(told, name) for name in ("ground", "prices", "outlets", "control", "talks", "office")}
