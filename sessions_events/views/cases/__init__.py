"""Pages of cases about points, for all three sides."""
