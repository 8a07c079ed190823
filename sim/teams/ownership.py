"""Ownership: every client gets one named cadre."""

from __future__ import annotations

from sim.core.compiling import compiled


@compiled
def name_owners(state, post):
    """Give every household that is left one named cadre, in turn, from those at *post* who visit."""
    city = state.city[0]
    visitors = 0
    for c in range(len(state.cadres)):
        if state.cadres[c].post == post and state.cadres[c].department == city.visit_competence:
            visitors += 1
    if visitors == 0:
        return
    for i in range(len(state.households)):
        turn = state.households[i].key % visitors
        for c in range(len(state.cadres)):
            if state.cadres[c].post == post and state.cadres[c].department == city.visit_competence:
                if turn == 0 and not state.households[i].signed:
                    state.households[i].owner = c
                turn -= 1
