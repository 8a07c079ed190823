"""Teams: the lives of task forces, from the call to the end, and their members."""
