"""What services of events share about what is owed: no act of anybody by itself."""
