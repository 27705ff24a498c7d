"""The help page of the program itself, laid out by hand to fit one small screen."""

from __future__ import annotations

MAIN_HELP = """\
usage: clarm-wizard [OPTION ...]             create a connector, step by step
       clarm-wizard COMMAND [--help]         or do one of these:

  types, schema      the 51 types; the JSON Schema of one type's request
  template, create   a request file to fill in; create from files, no questions
  history, drafts    what was sent from here; what can be resumed
  login, logout      keep the session in the system keyring, or forget it
  status, paths      where the session comes from; where files are kept
  serve              show the wizard in a browser on this machine
  sandbox            run the embedded API, to try things out
  completion         complete arguments in bash, zsh or fish

options:
  --type TYPE        start with this type    --sandbox    nothing leaves here
  --from FILE        start from a file       --plain      line by line
  --resume ID        go on with a draft      --no-mouse   leave the mouse alone
  --api-url URL      the API's address       --theme NAME choose the colours
  --json             result as JSON          --version, --help

examples:
  clarm-wizard --sandbox
  clarm-wizard --type github --json | jq .connector_id
"""
