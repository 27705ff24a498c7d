"""One run of the line prompts: how it begins, and how it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wizard.clean import clean
from wizard.cli.options import Options
from wizard.connectors import UnknownType
from wizard.earlier import made_before
from wizard.exit_codes import ExitCode
from wizard.exit_state import ExitState
from wizard.files import FileProblem
from wizard.flow import STEPS, Flow, Step
from wizard.forms import Loc
from wizard.plain.asking import WrongAnswer, say_all
from wizard.plain.console import Console, EndOfInput
from wizard.plain.flow_prompts import FlowPrompts, Leave
from wizard.plain.keeping import DraftKeeper
from wizard.requestfile import check, read
from wizard.services import Services
from wizard.storage.atomic import StorageError
from wizard.storage.drafts import DraftStore
from wizard.submit import Origin
from wizard.trouble import Trouble

GREETING: Final = (
    "Enter alone keeps what stands in brackets. ? is help for a question, < goes back to the one "
    "before, ! is the review so far. ctrl+c leaves."
)
_MOST: Final = 3  # of earlier sendings that are named


class Unusable(Exception):
    """The wizard cannot begin with what it was given; the text says why."""


@dataclass(eq=False)
class Session:
    """From the options to the exit state."""

    options: Options
    services: Services
    console: Console
    _start: Loc | None = field(default=None, init=False)
    _drafts: DraftStore = field(init=False)

    def __post_init__(self) -> None:
        self._drafts = self.services.drafts()

    def run(self) -> ExitState:
        """Begin where the options say, ask, and say how it ended. Raises Trouble."""
        try:
            prompts = self._prompts()
        except Unusable as problem:
            return ExitState(code=ExitCode.USAGE, message=clean(str(problem), multiline=True))
        self._greet(prompts)
        code, message = None, ""
        try:
            prompts.run(self._start)
        except WrongAnswer as wrong:
            code, message = ExitCode.USAGE, clean(str(wrong), multiline=True)
        except (EndOfInput, Leave, KeyboardInterrupt):
            pass
        return ExitState(
            code=self._code(prompts) if code is None else code,
            created=tuple(prompts.created),
            message="\n".join(part for part in (message, self._kept(prompts)) if part),
        )

    @staticmethod
    def _code(prompts: FlowPrompts) -> ExitCode:
        outcome = prompts.sending.outcome
        return ExitCode.LEFT if outcome is None else ExitCode(outcome.exit_code)

    def _kept(self, prompts: FlowPrompts) -> str:
        """Keep what was answered last, and say how to go on."""
        keeper = prompts.keeper
        if prompts.flow.type is not None and prompts.flow.step is not Step.RESULT:
            keeper.save(prompts.payload())
        keeper.close()
        if keeper.id is None:
            return ""
        sandbox = " --sandbox" if self.services.sandbox else ""
        again = f"clarm-wizard --plain{sandbox} --resume {keeper.id}"
        return f"What you answered is kept, secrets apart. Go on with: {again}"

    # Beginning

    def _prompts(self) -> FlowPrompts:
        options = self.options
        if options.resume is not None:
            return self._resumed(options.resume)
        if options.from_file is not None:
            return self._from_file(str(options.from_file), options.type)
        flow = Flow()
        if options.type is not None:
            flow.choose(options.type)
            flow.go(Step.CONFIGURE)
        return self._over(flow)

    def _over(
        self, flow: Flow, *, draft: str | None = None, origin: Origin | None = None
    ) -> FlowPrompts:
        keeper = DraftKeeper(self._drafts, self.console, draft)
        return FlowPrompts(self.console, self.services, flow, keeper, origin)

    def _from_file(self, name: str, type: str | None) -> FlowPrompts:
        try:
            checked = check(read(name), type)
        except FileProblem as problem:
            raise Unusable(str(problem)) from None
        if checked.flow is None:
            raise Unusable("\n".join([f"{name} cannot be used.", *map(str, checked.problems)]))
        say_all(self.console, list(checked.told))
        checked.flow.go(Step.REVIEW)
        source = checked.source
        origin = Origin(source.path, source.digest) if source.path else None
        if before := made_before(self.services, origin):
            self.console.say(before)
        return self._over(checked.flow, origin=origin)

    def _resumed(self, draft: str) -> FlowPrompts:
        payload = self._drafts.resume(draft).payload
        try:
            flow = Flow.restored(payload)
        except (UnknownType, ValueError, TypeError, LookupError, AttributeError):
            raise Trouble("This draft can not be understood.", where=draft) from None
        prompts = self._over(flow, draft=draft)
        prompts.places = _places(payload)
        missing = flow.first_missing()
        if flow.step is not Step.REVIEW:
            if missing is not None and STEPS.index(missing[0]) < STEPS.index(flow.step):
                flow.go(missing[0])
                self._start = missing[1]
            else:
                self._start = prompts.places.get(flow.step.value)
        return prompts

    def _greet(self, prompts: FlowPrompts) -> None:
        if self.services.sandbox:
            self.console.say("Sandbox: nothing leaves this machine.")
        self.console.say(GREETING)
        if not self.services.sandbox:
            self._remind()
        if prompts.flow.type is None:
            self._point_to_drafts()

    def _remind(self) -> None:
        """Say what was sent before and may exist."""
        try:
            entries = self.services.history().unsettled()
        except StorageError as error:
            self.console.say(str(error))
            return
        for entry in entries[:_MOST]:
            self.console.say(f"Sent before, with no known end: “{entry.name}”. {entry.advice}")
        if len(entries) > _MOST:
            self.console.say(f"And {len(entries) - _MOST} more: see clarm-wizard history.")

    def _point_to_drafts(self) -> None:
        count = sum(not draft.problem for draft in self._drafts.list().drafts)
        if count:
            drafts = "There is a draft" if count == 1 else f"There are {count} drafts"
            command = f"clarm-wizard drafts{' --sandbox' if self.services.sandbox else ''}"
            self.console.say(f"{drafts} to go on with: see {command}.")


def _places(payload: Mapping[str, Any]) -> dict[str, Loc]:
    """Where one was in each step."""
    places = payload.get("places")
    known = places.items() if isinstance(places, Mapping) else ()
    return {
        str(step): tuple(loc)
        for step, loc in known
        if isinstance(loc, list) and all(isinstance(part, str | int) for part in loc)
    }
