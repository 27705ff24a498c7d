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
       clarm-wizard COMMAND [--help]         or use a command:

  types, schema      list the 51 types; print the JSON Schema for a request
  template, create   print a request file to fill in; create connectors from it
  check, list        test a credential at its source; list what you can choose
  plan, drafts       show what a folder has created; list drafts to resume
  history, again     list what you sent; create another like it
  login, logout      save the session in the system keyring, or remove it
  status, paths      show where the session comes from, and where files are
  serve, sandbox     show the wizard in a browser; run the fake API on its own
  server-schema      compare the fields with your server's own schema
  completion         complete arguments in bash, zsh or fish

options:
  --type TYPE        start with this type    --sandbox    use a local fake API
  --from FILE|DIR    --owner NAME: theirs    --plain      ask line by line
  --resume ID        resume a draft          --no-mouse   don't use the mouse
  --api-url URL      the API's URL           --theme NAME choose the colors
  --json             result as JSON          --version, --help

examples:
  clarm-wizard --type github --json | jq .connector_id
"""
