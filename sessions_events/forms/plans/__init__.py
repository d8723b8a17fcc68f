"""Many events to plan: rows of text, from a list or of the form for many dates."""
