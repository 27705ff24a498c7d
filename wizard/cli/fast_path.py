"""Fast path for common invocations, without loading argparse.

Anything not matched here word for word goes to the parser, which gives the same result. Nothing
here reads or prompts for a secret.
"""

from __future__ import annotations

from types import SimpleNamespace

from wizard import __version__

PROGRAM = "clarm-wizard"
VERSION = f"{PROGRAM} {__version__}"
SHELLS = ("bash", "zsh", "fish")
COMPLETE = "__complete"
"""What the shells' scripts put before the words that are to be completed."""

SWITCHES = {
    "--plain": "plain",
    "--no-mouse": "no_mouse",
    "--sandbox": "sandbox",
    "--json": "json",
}
WITH_VALUE = {"--theme": "theme", "--api-url": "api_url"}
"""What the wizard itself is mostly started with, and where the parser would store it."""


def has_answer(argv: list[str]) -> bool:
    """Return whether ``argv`` is handled here."""
    return text_for(argv) is not None or understood(argv) is not None


def text_for(argv: list[str]) -> str | None:
    """Return the text that ``argv`` asks for, if it asks for nothing else."""
    if argv == ["--version"]:
        return VERSION
    if argv in (["--help"], ["-h"]):
        return MAIN_HELP.rstrip("\n")
    return None


def understood(argv: list[str]) -> SimpleNamespace | None:
    """Return the parts of ``argv`` that the command uses; None if the parser is needed."""
    if argv in (["types"], ["types", "--json"]):
        return SimpleNamespace(command="types", json="--json" in argv)
    if len(argv) == 2 and argv[0] == "completion" and argv[1] in SHELLS:
        return SimpleNamespace(command="completion", shell=argv[1])
    return None


def wizard(argv: list[str]) -> SimpleNamespace | None:
    """Do what ``understood`` does, for the wizard itself."""
    said: dict[str, str | bool | None] = dict.fromkeys(("type", "from_file", "owner", "resume"))
    said |= dict.fromkeys(SWITCHES.values(), False) | dict.fromkeys(WITH_VALUE.values())
    words = iter(argv)
    for word in words:
        value = next(words, "-") if word in WITH_VALUE else ""
        if word in SWITCHES:
            said[SWITCHES[word]] = True
        elif word in WITH_VALUE and not value.startswith("-"):
            said[WITH_VALUE[word]] = value
        else:
            return None
    if said["sandbox"] and said["api_url"]:
        return None  # only one can be honoured, and the parser reports that
    return SimpleNamespace(command=None, **said)


MAIN_HELP = """\
usage: clarm-wizard [OPTION ...]             create a connector, step by step
       clarm-wizard COMMAND [--help]         or do one of these:

  types, schema      the 51 types; the JSON Schema of one type's request
  template, create   a request file to fill in; create from files, no questions
  check, list        test a credential at its source; what it lets choose
  plan, drafts       what a folder's files created; what can be resumed
  history, again     what was sent from here; another like one of these
  login, logout      keep the session in the system keyring, or forget it
  status, paths      where the session comes from; where files are kept
  server-schema      what your server's own schema has otherwise
  serve, sandbox     show the wizard in a browser; run the embedded API
  completion         complete arguments in bash, zsh or fish

options:
  --type TYPE        start with this type    --sandbox    nothing leaves here
  --from FILE|DIR    --owner NAME: theirs    --plain      line by line
  --resume ID        go on with a draft      --no-mouse   leave the mouse alone
  --api-url URL      the API's address       --theme NAME choose the colours
  --json             result as JSON          --version, --help

examples:
  clarm-wizard --type github --json | jq .connector_id
"""
