"""``python -m wizard.forms``: fills in any pydantic model or JSON Schema, on screen or by lines."""

from __future__ import annotations

import os
import sys

from wizard.cli import output
from wizard.cli.argument_parser import Parser
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from typing import Any, Final

    from wizard.forms import Form, FormState

PROGRAM: Final = "python -m wizard.forms"
_ABOUT: Final = """\
Ask for the values of a model or a JSON Schema, and print them as JSON.

MODEL is module:Name, which imports that module, or the path of a JSON Schema
(.json, .toml or .yaml). FILE contains values to start with.
"""
_ENDING: Final = """\
Writes everything you entered, but no defaults you left unchanged. Secrets are
included in plain text: in the --out file, which only you can read (mode 0600),
and in a pipe. On a terminal they are masked unless you use --reveal.

exit status: 0 filled in, 1 not written, 2 wrong usage or input, 130 quit

examples:
  python -m wizard.forms shop.settings:Settings settings.toml --out settings.toml
  python -m wizard.forms schema.json | jq .
"""
_WHOLE: Final = "value"
"""The only field of a form for something that is no object."""


def main(argv: Sequence[str]) -> int:
    """Run with the arguments ``argv``; returns the exit status."""
    from wizard.core import hardening, uncaught

    hardening.harden()
    output.prepare()
    uncaught.tell = output.say
    uncaught.catch_uncaught()
    try:
        return int(_run(_parser().parse_args(list(argv))))
    except SystemExit as stop:  # argparse, after --help and after an error it has reported
        return int(stop.code or 0)
    except KeyboardInterrupt:
        output.say("")
        return int(ExitCode.LEFT)


def _parser() -> Parser:
    from argparse import RawDescriptionHelpFormatter

    parser = Parser(prog=PROGRAM, description=_ABOUT, epilog=_ENDING)
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.add_argument("model", metavar="MODEL", help="module:Name, or the path of a JSON Schema")
    parser.add_argument("file", metavar="FILE", nargs="?", help="values to start with")
    parser.add_argument("--plain", action="store_true", help="ask line by line, without a screen")
    parser.add_argument("--out", metavar="FILE", help="write there; the suffix sets the format")
    parser.add_argument("--reveal", action="store_true", help="show secrets on a terminal, too")
    return parser


def _run(args: Namespace) -> ExitCode:
    from wizard.forms import UNSET, FormState
    from wizard.utils.errors import CommandError, WizardError

    plain = args.plain or (output.can_draw() and output.is_dumb())
    if not plain and not output.can_draw():
        output.say(output.NO_TERMINAL)
        return ExitCode.USAGE
    try:
        from wizard.cli.data_files import check_target, read_data

        form, wrapped = _form_of(args.model)
        given: Any = UNSET
        if args.file is not None:
            given = read_data(args.file)
            given = {_WHOLE: given} if wrapped else given
        if args.out is not None:
            check_target(args.out, args.file)
    except (WizardError, CommandError) as problem:
        output.say(str(problem))
        return ExitCode.USAGE
    state: FormState[Any] = FormState(form, UNSET if given is UNSET else form.to_raw(given))
    code = _fill_in(state, plain=plain)
    return code if code is not ExitCode.DONE else _written(state, args, wrapped=wrapped)


def _fill_in(state: FormState[Any], *, plain: bool) -> ExitCode:
    """Let a person fill in the form, in the frontend that was asked for."""
    if plain:
        from wizard.plain.fill import fill_in
    else:
        from wizard.tui.fill import fill_in
    code, message = fill_in(state)
    if message:
        output.say(message)
    return code


def _form_of(words: str) -> tuple[Form[Any], bool]:
    """Return the form of a model or schema, and whether it stands for something in it.

    Raises WizardError and CommandError.
    """
    from wizard.forms import Form, NestedControl, SchemaError, UnionControl
    from wizard.utils.errors import CommandError

    module, colon, name = words.partition(":")
    annotation: Any
    if colon and not os.path.exists(words):
        annotation = _imported(module, name)
    else:
        from wizard.cli.data_files import read_data
        from wizard.forms.json_schema import annotation_of

        try:
            annotation = annotation_of(read_data(words))
        except SchemaError as problem:
            raise CommandError(f"{words}: {problem}", ExitCode.USAGE) from None
    try:
        form = Form.from_type(annotation)
        if isinstance(form.root, NestedControl | UnionControl):
            return form, False
        from pydantic import create_model

        fields: Any = {_WHOLE: (annotation, ...)}
        return Form.from_model(create_model("Whole", **fields)), True
    except Exception as problem:  # what stands in another's module may be anything
        words = f"{words}: Can't create a form from it ({type(problem).__name__})."
    raise CommandError(words, ExitCode.USAGE)


def _imported(module: str, name: str) -> Any:
    """Return what ``name`` means in a module, which is imported. Raises CommandError."""
    from importlib import import_module

    from wizard.utils.errors import CommandError
    from wizard.utils.text import sanitize

    if (here := os.getcwd()) not in sys.path:
        sys.path.insert(0, here)
    try:
        found: Any = import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
        return found
    except Exception as problem:  # another's module may raise anything
        words = sanitize(f"{module}:{name}: {type(problem).__name__}: {problem}", 300)
    raise CommandError(words, ExitCode.USAGE)


def _written(state: FormState[Any], args: Namespace, *, wrapped: bool) -> ExitCode:
    """Write what was entered where it was asked for."""
    from wizard.cli.data_files import write_data
    from wizard.forms.json_editing import to_json
    from wizard.utils.errors import WizardError

    def inside(data: Any) -> Any:
        return data[_WHOLE] if wrapped else data

    data = inside(state.form.dump(state.validate().value))
    code = ExitCode.DONE
    if args.out is not None:
        try:
            write_data(data, args.out)
            output.say(f"Written to {args.out}.")
            return code
        except WizardError as problem:
            output.say(f"{problem} Here it is instead:")
            code = ExitCode.FAILED
    if not args.reveal and sys.stdout is not None and sys.stdout.isatty():
        import json

        data = inside(json.loads(to_json(state.form, state.form.to_raw(state.validate().value))))
    output.emit_json(data)
    return code
