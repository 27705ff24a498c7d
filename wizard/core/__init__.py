"""Logic shared by all interfaces above the flow: startup, drafts and submission."""
