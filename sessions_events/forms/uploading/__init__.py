"""Lists of people, their rows, and points that are taken back."""
