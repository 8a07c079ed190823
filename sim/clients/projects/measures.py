"""From the final state of a city with projects to its columns."""

from __future__ import annotations


def of_projects(end) -> dict[str, float]:
    """Projects that moved: all their matters closed after the intervention, by a task force or not; and those done."""
    city, projects = end.city[0], end.projects
    ended = projects["ended"] >= city.intervention
    return {
        "projects_moved": float((ended & projects["led"]).sum()),
        "projects_ended": float(ended.sum()),
        "projects_done": float((projects["done"] >= city.intervention).sum()),
    }
