"""What each random draw of sites is for: numbers of this kind alone."""

from __future__ import annotations

PLACE = 200
CLUSTER = 201
TURNS_TO = 202  # whether a site digs or fills
VOLUME = 203
DURATION = 204
SOIL = 205
START = 206
SLIP = 207
WORK_OF_WEEK = 208
FORECAST = 209
MET = 210  # when two sites come to know of each other
AGREED = 211
FOUND = 212
TIE = 213
MEMO = 214
OUTSIDE = 215  # where tips, pits and stores lie
