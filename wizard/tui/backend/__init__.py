"""The terminal that is drawn on: what it shows, cell by cell, and how it is told of changes.

On the way in, ``input_driver`` reads, and ``input_parser`` makes events of it. On the way out,
``driver`` has Textual write to a ``CellStream`` (``stream``), which reads what is written back into
cells (``cells``, ``looks``), compares them with what the terminal shows, and writes the
``difference``. ``size`` says how large the terminal is; ``job_control`` takes it and gives it back.
It relies on how Textual writes a frame; ``tests/tui/backend/test_compositor.py`` and
``tests/tui/backend`` fail if that changes.
"""
