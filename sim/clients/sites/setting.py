"""What sites add to a scenario, and what must fit the rest of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import model_validator

from sim.clients.kinds import ClientSetting
from sim.clients.sites.parameters import SiteNumbers
from sim.core.calendar import WEEK


class SiteSetting(ClientSetting):
    """What sites add to a scenario."""

    sites: SiteNumbers

    if TYPE_CHECKING:
        from sim.departments.parameters import City

        city: City
        calendar: Any

    @model_validator(mode="after")
    def _parties_are_there(self) -> SiteSetting:
        """Who has to agree is a department that clears, each once."""
        clearing = sorted(name for name, one in self.city.departments.items() if one.clears)
        parties = self.sites.talks.parties
        for name in parties:
            if name not in clearing:
                raise ValueError(
                    f"sites.talks.parties: no department {name!r} that clears; known: {', '.join(clearing)}"
                )
            if parties.count(name) > 1:
                raise ValueError(f"sites.talks.parties: {name} stands there twice; each party once")
        return self

    @model_validator(mode="after")
    def _plans_end_in_time(self) -> SiteSetting:
        """A named site's plan lies within the run."""
        last = (self.calendar.intervention_day + self.calendar.horizon_days) // WEEK
        for name, site in self.sites.named.items():
            if site.first_week + site.weeks > last:
                raise ValueError(
                    f"sites.named.{name}: its plan ends in week {site.first_week + site.weeks}, after the horizon "
                    f"(week {last}); begin earlier, work fewer weeks, or set calendar.horizon_days"
                )
        return self
