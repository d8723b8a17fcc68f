"""Certificates: who gets one, how it looks, how it is checked."""
