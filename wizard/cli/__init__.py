"""The command line: arguments, streams, exit codes. Light to import."""
