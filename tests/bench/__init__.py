"""How fast the wizard is, beside a bare Textual app of the same content: ``python -m tests.bench``."""
