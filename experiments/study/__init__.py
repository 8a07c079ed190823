"""The study engine: which runs there are, how they are executed, where their rows are kept, what they show."""
