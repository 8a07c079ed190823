"""The columns of a city with approvals to grant, and its headline."""

from __future__ import annotations

from sim.measures.column import NEVER, Column

HEADLINE = ("restricted_days", "approved_days", "routine_days", "meetings", "trips", "staff_days", "lost_routine")
_PATH = "of approved_days, along the path of reviews that decided them: "

COLUMNS: tuple[Column, ...] = (
    Column(
        "approved_days",
        "day",
        "from the start of drafting until all reviews of an approval stood closed for the first time, truly or not; "
        "mean over approvals, missing where one never did",
        "low",
        NEVER,
    ),
    Column("approved_worked", "working days", "the same in working days", "low", NEVER),
    Column("path_draft", "day", _PATH + "the client's own drafting", "none", NEVER),
    Column("path_work", "day", _PATH + "somebody works on it", "low", NEVER),
    Column("path_queue", "day", _PATH + "it lies at a desk", "low", NEVER),
    Column("path_on_the_way", "day", _PATH + "it is between desks, by hand, by post or with a member", "low", NEVER),
    Column("path_meeting", "day", _PATH + "it waits for its ruling", "low", NEVER),
    Column("path_floor", "day", _PATH + "it waits for the statutory minimum", "none", NEVER),
    Column("path_client", "day", _PATH + "its client brings or does over what was missing", "none", NEVER),
    Column("path_turn", "day", _PATH + "all before it was closed, and it was not its turn", "low", NEVER),
    Column(
        "review_days",
        "review-days",
        "days from release to first closing, summed over the reviews of an approval; on and off that path",
        "low",
        NEVER,
    ),
    Column("off_path_days", "review-days", "of these, of reviews that lie on no such path", "none", NEVER),
    Column(
        "least_days",
        "day",
        "from the start until the end if nothing took time but drafting and statutory minimums; the same in every arm",
        "none",
    ),
    Column("least_share", "share", "least_days of approved_days", "none", NEVER),
    Column("reviews", "reviews", "that the approvals need", "none"),
    Column("far_reviews", "share", "of these, with a clearance given outside the city", "none"),
    Column("meetings", "meetings", "held", "none"),
    Column("experts", "persons", "who came to them", "none"),
    Column("adjourned", "meetings", "called and not held, because too few came", "low"),
    Column("sent_back", "meetings", "that sent a review back to its client", "none"),
    Column("trips", "trips", "absences of members on the way to desks outside the city", "none"),
    Column("trip_staff_days", "working days", "that members were away on trips", "low"),
    Column("files_carried", "files", "taken along on trips", "none"),
    Column("posted", "files", "that went to desks outside the city by post", "none"),
    Column("far_days", "file-days", "until files for desks outside the city were there", "low"),
    Column(
        "case_hash",
        "id",
        "of the graph, the drafting, the efforts, the minimums and the seed: the same in all arms of a replication",
        "none",
    ),
)
