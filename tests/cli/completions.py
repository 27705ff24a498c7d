"""Makes the completion scripts that the program prints: ``python -m tests.cli.completions``."""

from __future__ import annotations

import re
from argparse import Action, _SubParsersAction
from pathlib import Path

import shtab

from wizard.cli.commands.completion import SCRIPTS, TYPES
from wizard.cli.parser import Parser, build_parser
from wizard.cli.quick import SHELLS

FILE_ARGUMENTS = {"from_file", "files"}
TYPE_ARGUMENTS = {"type", "connector_type"}


BASH_WORDS = r"""
  # bash parts --option=value into three words; without the mark they are what a blank makes
  local word current="${COMP_WORDS[COMP_CWORD]}"
  local -a typed=()
  for word in "${COMP_WORDS[@]:0:COMP_CWORD}"; do [[ "$word" = "=" ]] || typed+=("$word"); done
  [[ "$current" = "=" ]] && current=""
  local -a COMP_WORDS=("${typed[@]}" "$current")
  local COMP_CWORD=${#typed[@]}
"""

WITH_EQUALS = {
    "bash": (r"^_shtab_clarm_wizard\(\) \{$", rf"\g<0>{BASH_WORDS.rstrip()}"),
    "zsh": (r'^(  "--[a-z-]+)(\[[^\n]*\]:)', r"\1=\2"),
    "fish": (r"\(commandline -ct\)", r"(string replace -r -- '^--[a-z-]+=' '' (commandline -ct))"),
}
"""What lets ``--option=value`` be completed as ``--option value`` is, which shtab leaves out."""


def script_for(shell: str) -> str:
    """The script as it is stored: with a placeholder for the types."""
    parser = build_parser()
    _annotate(parser)
    script = str(shtab.complete(parser, shell=shell)).rstrip() + "\n"
    found, put = WITH_EQUALS[shell]
    return re.sub(found, put, script, flags=re.MULTILINE)


def stored(shell: str) -> Path:
    """Where the program looks for it."""
    return Path(SCRIPTS) / f"clarm-wizard.{shell}"


def _annotate(parser: Parser) -> None:
    """Tell shtab which arguments are files, and which are types."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for command in action.choices.values():
                _annotate(command)
        elif action.dest in TYPE_ARGUMENTS:
            action.choices = [TYPES]
        elif action.dest in FILE_ARGUMENTS:
            _complete_files(action)


def _complete_files(action: Action) -> None:
    action.complete = shtab.FILE  # type: ignore[attr-defined]


if __name__ == "__main__":
    for name in SHELLS:
        stored(name).write_text(script_for(name), encoding="utf-8")
