"""The stream: clients who bring matters by themselves, one after the other."""
