"""Helpers for text, files, time and errors that know nothing of connectors."""
