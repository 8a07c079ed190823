"""Figures of the first screen: a finding as title, in both languages, for the width of a phone and for paper."""
