"""The report: figures, words and one page, made from the tables of a folder; it never runs the model."""
