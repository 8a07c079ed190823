"""The city: the state of all agents, the event loop and its Mesa face."""
