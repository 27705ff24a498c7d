"""The session or API key: where it comes from and whether it works."""
