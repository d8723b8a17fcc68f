"""Pure rules of delivery: files to rows, and who earns what."""
