"""Local storage: drafts, history, preferences and locks.

Nothing here draws screens or uses the network, and importing it creates no files.
"""
