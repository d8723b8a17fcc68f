"""Pages, one module for each audience."""
