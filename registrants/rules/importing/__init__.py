"""A file from the register: its columns, its rows, and what they would change."""
