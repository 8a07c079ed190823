"""The report: figures and one offline page, from the tables alone."""
