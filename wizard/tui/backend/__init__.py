"""Terminal backend: input decoding, a model of the screen's cells, and minimal output.

Input: ``input_driver`` reads bytes, ``input_parser`` and ``key_decoder`` turn them into events.
Output: ``terminal_driver`` makes Textual write to a ``CellStream`` (``cell_stream``), which parses
the output back into cells (``cell_buffer``, with styles from ``sgr``), compares them with what the
terminal shows, and writes the difference (``cell_diff``). ``size`` determines the terminal's size;
``job_control`` takes the terminal and gives it back.

This depends on how Textual writes a frame; ``tests/tui/backend`` fails if that changes.
"""
