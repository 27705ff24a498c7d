"""``clarm-wizard completion``: print a shell completion script.

The scripts contain no arguments: on each tab they ask the program what can be typed next.
"""

from __future__ import annotations

from wizard.cli import output
from wizard.cli.command import Command
from wizard.cli.fast_path import COMPLETE, SHELLS
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Final

    from wizard.cli.argument_parser import Parser

BASH: Final = r"""
# Put this in ~/.bashrc: eval "$(clarm-wizard completion bash)"

_clarm_wizard() {
  local current="${COMP_WORDS[COMP_CWORD]}" line
  [[ "$current" = "=" ]] && current=""
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ "$line" = ":files" ]]; then
      # as bash itself does; before version 4 it can't
      compopt -o default 2>/dev/null && return
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
    elif [[ "$line" = "$current"* ]]; then
      COMPREPLY+=("${line%% *}")
    fi
  done < <("${1/#\~/$HOME}" @COMPLETE@ "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}

complete -F _clarm_wizard clarm-wizard
"""

ZSH: Final = r"""
#compdef clarm-wizard
# Put this in a folder of $fpath as _clarm-wizard.

_clarm_wizard() {
  local -a lines
  lines=("${(@f)$("${(Q)words[1]/#\~/$HOME}" @COMPLETE@ "${(@)words[2,CURRENT-1]}" "$PREFIX" \
    2>/dev/null)}")
  compset -P '--*='
  if [[ "$lines[1]" = ":files" ]]; then
    _files
  elif [[ -n "$lines[1]" ]]; then
    lines=("${(@)lines/ /:}")
    _describe clarm-wizard lines
  fi
}

if [[ "$funcstack[1]" = "_clarm-wizard" ]]; then
  _clarm_wizard "$@"
else
  compdef _clarm_wizard clarm-wizard
fi
"""

FISH: Final = r"""
# Put this in ~/.config/fish/completions/clarm-wizard.fish

function __clarm_wizard
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  set -l option (string match -r -- '^--[^=]*=' $current; or echo -n '')
  set -l lines ($words[1] @COMPLETE@ $words[2..-1] $current 2>/dev/null)
  if test "$lines[1]" = ":files"
    set lines (__fish_complete_path (string replace -- "$option" "" $current))
  else
    set lines (string replace -- " " \t $lines)
  end
  for line in $lines
    echo "$option$line"
  end
end

complete -c clarm-wizard -f -a "(__clarm_wizard)"
"""

SCRIPTS: Final = dict(zip(SHELLS, (BASH, ZSH, FISH), strict=True))


def run(args: Namespace) -> ExitCode:
    """Print the completion script for one shell."""
    output.emit(SCRIPTS[args.shell].strip().replace("@COMPLETE@", COMPLETE))
    return ExitCode.DONE


def add_arguments(parser: Parser) -> None:
    """Add the shell argument."""
    parser.add_argument("shell", choices=SHELLS, help="bash, zsh or fish")


COMPLETION = Command(
    run,
    "Print a script that completes this program's arguments in your shell.",
    'eval "$(clarm-wizard completion bash)"    # in ~/.bashrc',
    "clarm-wizard completion zsh > ~/.zfunc/_clarm-wizard",
    "clarm-wizard completion fish > ~/.config/fish/completions/clarm-wizard.fish",
    add_arguments=add_arguments,
)
