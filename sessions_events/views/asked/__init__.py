"""Pages of what registrants ask for: their own, and those of GOC staff."""
