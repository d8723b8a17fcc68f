"""Reads of uploads and their rows."""
