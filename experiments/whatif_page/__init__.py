"""The page of sliders: one offline file in two languages, evaluated by a script written by hand."""
