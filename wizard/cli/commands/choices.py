"""``clarm-wizard list``: list what a field can be chosen from in the person's account."""

from __future__ import annotations

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.errors import CommandError
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from wizard.checks.picks import Choice
    from wizard.cli.argument_parser import Parser
    from wizard.core.services import Services
    from wizard.flow import WizardFlow


def run(args: Namespace) -> ExitCode:
    """Ask the source for the list, with the credential in the file."""
    from contextlib import closing

    from wizard.core.hardening import prepare_http

    prepare_http()
    from wizard.core.services import services_for
    from wizard.request_files import check, read

    if args.source is None:
        raise CommandError(
            "say which file contains the credential, as in `clarm-wizard list "
            f"{args.connector_type} {args.field} --from FILE`.",
            ExitCode.USAGE,
        )
    found = check(read(args.source), args.connector_type)
    if found.flow is None or found.type != args.connector_type:
        raise CommandError(
            f"{args.source} isn't a request of type {args.connector_type}.", ExitCode.USAGE
        )
    with closing(services_for(sandbox=args.sandbox, api_url=None)) as services:
        choices = _choices(found.flow, args, services)
    if args.json:
        output.emit_json([_as_json(choice) for choice in choices])
    elif choices:
        rows = [(choice.value, choice.label, choice.hint) for choice in choices]
        output.emit(output.table([("VALUE", "NAME", ""), *rows]))
    else:
        output.say("Your account has nothing to choose from here.")
    return ExitCode.DONE


def _choices(flow: WizardFlow, args: Namespace, services: Services) -> list[Choice]:
    """Return all entries. Raises CommandError."""
    from wizard.checks.picks import ChoicesUnavailable
    from wizard.core import uncaught
    from wizard.core.source_test import SourceTest, pick_named

    test = SourceTest(services)
    try:
        pick = pick_named(flow, args.field)
    except LookupError as error:
        raise CommandError(str(error.args[0]), ExitCode.USAGE) from None
    lacking = [field.place.label for field in test.missing(flow, pick)]
    if lacking:
        words = f"first enter these in {args.source}: {', '.join(lacking)}."
        raise CommandError(words, ExitCode.USAGE)

    async def all_pages() -> list[Choice]:
        pages = test.choices(flow, pick, args.search)
        return [choice async for page in pages for choice in page]

    try:
        return uncaught.run(all_pages())
    except ChoicesUnavailable as problem:
        raise CommandError(str(problem), ExitCode.FAILED) from None


def _as_json(choice: Choice) -> dict[str, object]:
    return {
        "value": choice.value,
        "label": choice.label,
        "hint": choice.hint,
        "also": choice.also,
    }


def add_arguments(parser: Parser) -> None:
    """Add the arguments for the field and for the file with the credential."""
    parser.add_type("connector_type")
    parser.add_argument("field", metavar="FIELD", help="the field's key, such as repositories")
    parser.add_argument(
        "--from",
        dest="source",
        metavar="FILE",
        help="a request file with the credential; - for stdin",
        complete="files",
    )
    parser.add_argument(
        "--search",
        default="",
        metavar="TEXT",
        help="search at the source, for lists that support it",
    )
    parser.add_json()
    parser.add_sandbox()


LIST = Command(
    run,
    "List the values in your account that you can choose for a field.",
    "clarm-wizard list github repositories --from github.toml",
    add_arguments=add_arguments,
)
