"""Commands over the model, a file each: ``python -m experiments`` lists them."""

import sys

if sys.argv[:1] == ["-m"]:  # Python is looking for a module to run: help is given before that loads anything
    from experiments.study.help import explain_early

    explain_early()
