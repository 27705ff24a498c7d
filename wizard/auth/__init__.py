"""Credentials: where the session or API key comes from, and whether it works."""
