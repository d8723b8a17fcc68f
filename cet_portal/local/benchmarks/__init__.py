"""Benchmarks: figures to compare within one run, on rows written in sets. Never a timed test."""
