"""What people type about sessions, events and what follows them: shape and completeness."""
