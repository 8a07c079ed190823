"""Departments: where competences, routine work and home desks live."""
