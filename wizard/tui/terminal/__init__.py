"""The terminal that is drawn on: what it shows, cell by cell, and how it is told of changes."""
