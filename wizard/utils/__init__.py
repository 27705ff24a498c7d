"""Helpers for text, files, time and errors, independent of connectors."""
