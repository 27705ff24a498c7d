"""How fast the wizard is, beside a bare Textual app of the same content, in turns."""
