"""Forms of registrants."""
