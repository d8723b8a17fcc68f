"""Reads of certificates: what one says, who has one, what is being made."""
