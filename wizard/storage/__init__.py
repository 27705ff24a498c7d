"""What stays on this machine: drafts, history, and where the session comes from.

No screens, no network, and nothing is created by an import.
"""
