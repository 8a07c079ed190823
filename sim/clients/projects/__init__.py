"""Projects: tasks beyond any single department, each a bundle of matters with a beginning and an end."""
