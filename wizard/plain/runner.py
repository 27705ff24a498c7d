"""A run of the line prompts, from start to end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from wizard.core.options import Options
from wizard.core.plan_session import PlanSession
from wizard.core.results import RunResult
from wizard.core.services import Services
from wizard.core.session_results import exit_code_of
from wizard.core.startup import (
    Start,
    UnusableFile,
    begun_words,
    resume_command,
    start_again,
    start_from_draft,
    start_from_file,
)
from wizard.flow import STEPS, Step, WizardFlow
from wizard.forms import Loc
from wizard.plain.console import Console, EndOfInput
from wizard.plain.draft_saver import PlainDraftSaver
from wizard.plain.field_help import GREETING
from wizard.plain.input import InvalidAnswer, say_all
from wizard.plain.plan import PlanPrompts
from wizard.plain.wizard import UserQuit, WizardPrompts
from wizard.request_files import is_folder
from wizard.storage.atomic import StorageError
from wizard.storage.drafts import DraftStore
from wizard.utils.exit_codes import ExitCode
from wizard.utils.files import FileError
from wizard.utils.text import sanitize

_MAX_NAMED_ATTEMPTS: Final = 3  # earlier submissions to name


class UnusableOptions(Exception):
    """The wizard cannot start with the given options; the text says why."""


@dataclass(eq=False)
class PlainRunner:
    """Runs the prompts, from the options to the exit state."""

    options: Options
    services: Services
    console: Console
    _start: Loc | None = field(default=None, init=False)
    _plan: PlanPrompts | None = field(default=None, init=False)
    _drafts: DraftStore = field(init=False)

    def __post_init__(self) -> None:
        self._drafts = self.services.drafts()

    def run(self) -> RunResult:
        """Start as the options say, ask the questions, report the outcome; raises WizardError."""
        try:
            prompts = self._prompts()
        except UnusableOptions as problem:
            return RunResult(code=ExitCode.USAGE, message=sanitize(str(problem), multiline=True))
        self._greet(prompts)
        code, message = None, ""
        try:
            if self._plan is not None:
                self._plan.run()
            else:
                if self.options.again is not None:
                    prompts.offer_several()
                prompts.run(self._start)
        except InvalidAnswer as wrong:
            code, message = ExitCode.USAGE, sanitize(str(wrong), multiline=True)
        except (EndOfInput, UserQuit, KeyboardInterrupt):
            pass
        return RunResult(
            code=self._code(prompts) if code is None else code,
            created=tuple(prompts.created),
            message="\n".join(part for part in (message, self._kept(prompts)) if part),
        )

    def _code(self, prompts: WizardPrompts) -> ExitCode:
        at_list = self._plan is not None and self._plan.at_list
        return exit_code_of(prompts.sending.outcome, done=at_list or prompts.sending.has_settled)

    def _kept(self, prompts: WizardPrompts) -> str:
        """Save the latest answers and say how to resume."""
        if self._plan is not None:
            session = self._plan.session
            return f"To continue: {session.command(plain=True)}" if session.left() else ""
        saver = prompts.saver
        if prompts.flow.type is not None and prompts.flow.step is not Step.RESULT:
            saver.save(prompts.payload())
        saver.release()
        if saver.id is None:
            return ""
        again = resume_command(saver.id, self.services.options, plain=True)
        return f"Saved as a draft, without secrets. To continue: {again}"

    # Start

    def _prompts(self) -> WizardPrompts:
        options = self.options
        if options.resume is not None:
            return self._resumed(options.resume)
        if options.from_file is not None and is_folder(str(options.from_file)):
            return self._from_folder(str(options.from_file))
        if options.from_file is not None:
            return self._from_file(str(options.from_file), options.type)
        if options.again is not None:
            return self._over(start_again(self.services.history(), options.again))
        flow = WizardFlow()
        if options.type is not None:
            flow.choose(options.type)
            flow.go(Step.CONFIGURE)
        return self._over(Start(flow, {}))

    def _over(self, start: Start) -> WizardPrompts:
        saver = PlainDraftSaver(self._drafts, self.console, start.draft)
        return WizardPrompts(
            self.console,
            self.services,
            start.flow,
            saver,
            start.origin,
            start.last_focus,
            series=start.series,
        )

    def _from_folder(self, folder: str) -> WizardPrompts:
        owner, type_name = self.options.owner or "", self.options.type or ""
        session = PlanSession(self.services, self._drafts, folder, owner, type_name)
        try:
            session.read()
        except FileError as problem:
            raise UnusableOptions(str(problem)) from None
        prompts = self._over(Start(WizardFlow(), {}))
        prompts.in_plan = True
        self._plan = PlanPrompts(self.console, session, prompts)
        return prompts

    def _from_file(self, name: str, type_name: str | None) -> WizardPrompts:
        try:
            start = start_from_file(self.services, name, type_name)
        except UnusableFile as error:
            raise UnusableOptions(
                "\n".join([f"{name} can't be used.", *map(str, error.problems)])
            ) from None
        except FileError as problem:
            raise UnusableOptions(str(problem)) from None
        say_all(self.console, [*start.note, *start.notices, *map(str, start.problems)])
        if start.begun is not None:
            again = resume_command(start.begun.id, self.services.options, plain=True)
            self.console.say(f"{begun_words(start.begun)} To continue it: {again}")
        start.flow.go(Step.REVIEW)
        return self._over(start)

    def _resumed(self, draft: str) -> WizardPrompts:
        start = start_from_draft(self._drafts, draft)
        flow, missing = start.flow, start.flow.first_incomplete()
        if flow.step is not Step.REVIEW:
            if missing is not None and STEPS.index(missing[0]) < STEPS.index(flow.step):
                flow.go(missing[0])
                self._start = missing[1]
            else:
                self._start = start.last_focus.get(flow.step.value)
        return self._over(start)

    def _greet(self, prompts: WizardPrompts) -> None:
        if self.services.sandbox:
            self.console.say("Sandbox: nothing leaves this machine.")
        self.console.say(GREETING)
        if self._plan is not None:
            return  # the list has what is open
        if not self.services.sandbox:
            self._remind()
        if prompts.flow.type is None:
            self._point_to_drafts()

    def _remind(self) -> None:
        """Remind the person of earlier submissions that may have created something."""
        try:
            entries = self.services.history().unresolved()
        except StorageError as error:
            self.console.say(str(error))
            return
        for entry in entries[:_MAX_NAMED_ATTEMPTS]:
            self.console.say(f"Sent before, outcome unknown: “{entry.name}”. {entry.advice}")
        if len(entries) > _MAX_NAMED_ATTEMPTS:
            self.console.say(
                f"And {len(entries) - _MAX_NAMED_ATTEMPTS} more. To see them, run clarm-wizard "
                "history."
            )

    def _point_to_drafts(self) -> None:
        count = sum(not draft.problem for draft in self._drafts.list().drafts)
        if count:
            drafts = "You have a draft" if count == 1 else f"You have {count} drafts"
            command = f"clarm-wizard drafts{' --sandbox' if self.services.sandbox else ''}"
            self.console.say(f"{drafts}. To resume one, run {command}.")
