"""Experiments: thin scripts over the model; what varies stands in configs/, what is read off in the report."""
