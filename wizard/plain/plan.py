"""The list of a folder's sources as line prompts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from wizard.core.plan_session import GUIDE, PlanSession, about
from wizard.flow import Step
from wizard.plain.console import Console, Unreadable
from wizard.plain.draft_saver import PlainDraftSaver
from wizard.plain.input import CommandWord, GoBack, Misunderstood, ask, refuse, say_all
from wizard.plain.options import InvalidChoice
from wizard.plain.wizard import UserQuit, WizardPrompts
from wizard.plan import LookUp, PlannedSource
from wizard.utils.errors import WizardError

_WORDS: Final = ("next", "list", "quit")
_HELP: Final = (
    "A number opens that connector at the first missing value, or shows its IDs.",
    "next opens the next connector with missing values. list shows the list again. quit ends the "
    "wizard. To continue later, run the same command.",
)


@dataclass(eq=False)
class PlanPrompts:
    """Shows the list, and asks for one source after another.

    prompts: complete and send a source. at_list: whether the person is at the list, and not at a
    source of it.
    """

    console: Console
    session: PlanSession
    prompts: WizardPrompts
    at_list: bool = field(default=True, init=False)

    def run(self) -> None:
        """Ask until the person quits or nothing is left. Raises EndOfInput or InvalidAnswer."""
        self.console.say(GUIDE)
        while True:
            self._list()
            self.at_list = True
            source = self._choose()
            if source is None:
                return
            self.at_list = False
            try:
                self._work_on(source)
            except WizardError as error:
                self.console.say(str(error))
            self.session.read()

    def _list(self) -> None:
        session = self.session
        self.console.say()
        self.console.say(f"{session.folder_name}: {session.progress}.")
        for note in session.plan.notes:
            self.console.say(note)
        for number, source in enumerate(session.plan.sources, start=1):
            self.console.say(f"{number}. {self._row(source)}")

    def _row(self, source: PlannedSource) -> str:
        optional = " (optional)" if source.note.optional and not source.is_created else ""
        ids = f" ({source.ids})" if source.ids else ""
        kind = source.type if source.type != source.label else ""
        owner = f"for {source.note.owner}" if source.note.owner and not self.session.owner else ""
        what = ", ".join(filter(None, [kind, owner]))
        name = f"{source.label} ({what})" if what else source.label
        return f"{name}: {source.state.words}{optional}{ids}"

    def _choose(self) -> PlannedSource | None:
        """Return the source to work on; None to leave."""
        session, sources = self.session, self.session.plan.sources
        usual = "next" if session.left() else "quit"
        prompt = f"Which one? A number, next, list or quit ({usual}): "
        while True:
            if session.left():
                self.console.say(f"{session.next_words}.")
            try:
                answer = ask(self.console, prompt, help=lambda: _HELP, review=lambda: ())
                text = answer.strip().casefold() if isinstance(answer, str) else ""
                word = usual if answer is CommandWord.KEEP else _word(text)
                if word == "list":
                    session.read()
                    self._list()
                elif word == "quit":
                    return None
                elif word == "next" and session.left():
                    return session.left()[0]
                elif text.isascii() and text.isdigit() and 1 <= int(text) <= len(sources):
                    return sources[int(text) - 1]
                else:
                    raise InvalidChoice(
                        f"Enter a number from 1 to {len(sources)}, next, list or quit."
                    )
            except GoBack:
                self.console.say("This is the list. To end the wizard, enter quit.")
            except (Misunderstood, Unreadable, InvalidChoice) as problem:
                refuse(self.console, str(problem))

    def _work_on(self, source: PlannedSource) -> None:
        """Complete and send a source, or settle it. Raises WizardError and EndOfInput."""
        if isinstance(source.state, LookUp):
            self.session.current = source
            self.prompts.sending.settle(self.session.entry(source))
        elif source.is_created:
            self.session.current = source
            say_all(self.console, [f"“{source.name}” is {source.state.words}.", *about(source)])
        else:
            start = self.session.start(source)
            say_all(self.console, [*start.note, *start.place_problems()])
            start.flow.go(Step.REVIEW)  # which asks only for what is missing
            saver = PlainDraftSaver(self.session.drafts, self.console, start.draft)
            self.prompts.open(start, saver)
            try:
                self.prompts.run()
            except UserQuit:
                pass
            finally:
                self.prompts.put_away()


def _word(text: str) -> str:
    return next((word for word in _WORDS if text and word.startswith(text)), "")
