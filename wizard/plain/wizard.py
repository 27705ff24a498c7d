"""The wizard's six steps as line prompts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wizard.api import CreateSourceRequest
from wizard.core.notices import notices
from wizard.core.results import CreatedConnector
from wizard.core.review import UNTITLED, ReviewEntry, entries, what_follows
from wizard.core.series import Series
from wizard.core.services import Services
from wizard.core.startup import Start, snapshot
from wizard.core.submission import SourceFile
from wizard.flow import CONFIG, FORM_STEPS, STEPS, Step, WizardFlow
from wizard.forms import EXTRA, FieldError, Loc
from wizard.forms.questions import GATE
from wizard.plain import review, type_prompt
from wizard.plain.console import Console, Unreadable
from wizard.plain.draft_saver import PlainDraftSaver
from wizard.plain.form_prompts import END, START, FormPrompts
from wizard.plain.input import GoBack, Misunderstood, ask, refuse, say_all
from wizard.plain.options import InvalidChoice
from wizard.plain.save_request import command, saved
from wizard.plain.series import ask_series
from wizard.plain.source_test import ChoicePrompts, SourceTestPrompts
from wizard.plain.submit import SubmitPrompts, SubmitResult
from wizard.plain.what_next import ANOTHER, QUIT, SEVERAL, ask_what_next, wants_several

_TESTED: Final = (Step.CONFIGURE, Step.CREDENTIAL)
"""Steps that a test needs; past both of them it is offered."""


class UserQuit(Exception):
    """The person wants to leave, or nothing more can be done here."""


@dataclass(eq=False)
class WizardPrompts:
    """Runs one flow after another; ``created`` holds the created connectors in order.

    places: the last question asked, for each step. in_plan: a list of sources comes before and
    after each flow.
    """

    console: Console
    services: Services
    flow: WizardFlow
    saver: PlainDraftSaver
    origin: SourceFile | None = None
    places: dict[str, Loc] = field(default_factory=dict)
    created: list[CreatedConnector] = field(default_factory=list)
    in_plan: bool = False
    series: Series | None = None
    sending: SubmitPrompts = field(init=False)
    testing: SourceTestPrompts = field(init=False)
    _prompts: dict[int, FormPrompts] = field(default_factory=dict, init=False)
    _introduced: str | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.sending = SubmitPrompts(self.console, self.services, self._so_far)
        self.testing = SourceTestPrompts(self.console, self.services, self._so_far)

    def run(self, start: Loc | None = None) -> None:
        """Ask from the flow's current step to the end, starting with the question for ``start``.

        Raises UserQuit, EndOfInput, or InvalidAnswer if nobody can be asked again.
        """
        at: Loc | int = START if start is None else start
        while True:
            forward = self._step(self.flow.step, at)
            if forward and self.flow.step is Step.RESULT:
                if self.in_plan or not self._begin_again():
                    return
                forward = True
            elif not forward and self.in_plan and self.flow.step in (Step.TYPE, Step.CONFIGURE):
                return
            elif not forward and not self.flow.back():
                self.console.say("This is the first question.")
            at = START if forward else END

    def open(self, start: Start, saver: PlainDraftSaver) -> None:
        """Go on with another flow."""
        self.flow, self.saver = start.flow, saver
        self.origin, self.places, self.series = start.origin, start.last_focus, start.series
        self.sending.sent = False
        self._prompts.clear()

    def put_away(self) -> None:
        """Keep what was answered as a draft, and let others go on with it."""
        if self.saver.id is not None and self.flow.step is not Step.RESULT:
            self.saver.save(self.payload())
        self.saver.release()

    def _step(self, step: Step, at: Loc | int) -> bool:
        """Ask the questions of one step; return True to continue, False to go back."""
        number = f"Step {STEPS.index(step) + 1} of {len(STEPS)}: {step.value}."
        self.console.say()
        if step is Step.TYPE:
            self.console.say(number)
            return self._type()
        if step is Step.REVIEW:
            return self._review(number)
        self.console.say(number)
        self._introduce()
        return self._form(step, at)

    # Steps

    def _type(self) -> bool:
        try:
            chosen = type_prompt.ask_type(self.console, self.flow.type, self._so_far, self._save)
        except GoBack:
            return False
        self.flow.choose(chosen)
        self.flow.next()
        self._changed()
        return True

    def _introduce(self) -> None:
        if self.flow.connector is not None and self.flow.type != self._introduced:
            self._introduced = self.flow.type
            say_all(self.console, type_prompt.introduction(self.flow.connector.about))

    def _form(self, step: Step, at: Loc | int) -> bool:
        prompts = self._prompts_of(step)
        before = self._asked_elsewhere(step)
        forward = prompts.walk(at if isinstance(at, int) else prompts.find(at))
        forward = forward and self._catch_up(step, before)
        while forward:
            errors = self.flow.next()
            past = step in _TESTED and self.flow.step not in _TESTED
            if not errors and past and self.testing.offer(self.flow):
                errors = self.flow.forms[step].errors
                self.flow.go(step)
            if not errors:
                return True
            first, *others = prompts.explain(errors)
            refuse(self.console, first, others)
            forward = prompts.visit([_place(error) for error in errors])
        return False

    def _review(self, heading: str) -> bool:
        """Show what would be sent, and send it; returns False to go back."""
        if not self._mend():
            return False
        found = entries(self.flow)
        request = self.flow.request()
        self.console.say(heading)
        if not self.sending.sent:
            self.console.say("Nothing has been sent yet.")
        if self.series is not None:
            self.console.say(self.series.words(self.flow.name))
        say_all(self.console, review.numbered(found))
        host, sandbox = self.services.host, self.services.sandbox
        self.console.say(what_follows(self.flow, host, sandbox=sandbox, sent=self.sending.sent))
        say_all(self.console, [notice.words for notice in notices(self.flow)])
        say_all(self.console, self.testing.so_far(self.flow))
        if before := self.sending.made_before(request, self.origin):
            self.console.say(before)
        try:
            answer = self._confirmed(found, request)
        except GoBack:
            return False
        if isinstance(answer, ReviewEntry):
            return self._change(answer)
        if not answer:
            raise UserQuit
        return self._sent()

    def _confirmed(
        self, found: list[ReviewEntry], request: CreateSourceRequest
    ) -> bool | ReviewEntry:
        """Return whether to send, or the entry to change first; raises GoBack."""
        count = len(found)
        while True:
            try:
                answer = ask(
                    self.console,
                    review.SEND,
                    help=lambda: review.SEND_HELP,
                    review=self._so_far,
                    save=self._save,
                )
                text = answer.strip() if isinstance(answer, str) else ""
                word, _, rest = text.partition(" ")
                if text.isascii() and text.isdigit() and 1 <= int(text) <= count:
                    return found[int(text) - 1]
                if text and "yes".startswith(text.casefold()):
                    return self.testing.allows(self.flow)
                if word == "test":
                    self.testing.run(self.flow)
                    continue
                if text and "no".startswith(text.casefold()):
                    return False
                if word == "save" and rest:
                    say_all(self.console, self._save(rest.strip()))
                elif word == "request":
                    say_all(self.console, review.body(request))
                elif word == "curl":
                    say_all(self.console, command(request, self.services))
                else:
                    raise InvalidChoice(f"Answer yes or no, or a number from 1 to {count}.")
            except (Misunderstood, Unreadable, InvalidChoice) as problem:
                refuse(self.console, f"Send it: {problem}")

    def _change(self, entry: ReviewEntry) -> bool:
        """Ask one question again, then return to the review."""
        if entry.step is Step.TYPE:
            before = self.flow.type
            self.flow.go(Step.TYPE)
            if not self._type() or self.flow.type == before:
                self.flow.go(Step.REVIEW)
            return True
        return self._visit(entry.step, [entry.loc])

    def _sent(self) -> bool:
        before = len(self.series.created) if self.series is not None else 0
        then = self.sending.send(self.flow, self.origin, self.series, self._next_of_series)
        if self.series is not None:
            self.created += self.series.created[before:]
            if then is SubmitResult.EXISTS and self.series.rows:
                self.series.put_next(self.flow)
                self._next_of_series()
                return True
        if then is SubmitResult.EXISTS:
            self.saver.discard()
            self.flow.go(Step.RESULT)
        self._say_complaints(everything=then is SubmitResult.LEAVE)
        if then in (SubmitResult.LEAVE, SubmitResult.EXISTS):
            raise UserQuit
        if self.sending.created is None:
            return all(
                self._visit(step, locs)
                for step in FORM_STEPS
                if (locs := [_place(error) for error in self.flow.forms[step].errors])
            )
        if self.series is None:
            self.created.append(self.sending.created)
        elif len(self.series.created) > 1:
            say_all(self.console, self.series.table)
        self.saver.discard()
        self.flow.go(Step.RESULT)
        return True

    def _next_of_series(self) -> None:
        """Keep the draft of the next one of a series, and name it."""
        self.saver.save(self.payload())
        self.console.say(f"Next: “{self.flow.name}”.")

    def _say_complaints(self, *, everything: bool) -> None:
        """Show the server's complaints; only those no question repeats, unless ``everything``."""
        for step in FORM_STEPS:
            prompts = self._prompts_of(step)
            asked = () if everything else [item.loc for item in prompts.questions()]
            errors = [error for error in self.flow.forms[step].errors if error.loc not in asked]
            say_all(self.console, prompts.explain(errors))

    def _mend(self) -> bool:
        """Ask about whatever still prevents sending; returns False to go back."""
        tried = False
        while errors := self.flow.errors():
            step = errors[0].step
            found = [item.error for item in errors if item.step is step]
            lines = self._prompts_of(step).explain(found)
            if tried:
                refuse(self.console, lines[0], lines[1:])
            else:
                say_all(self.console, ["Fix this before you send it:", *lines])
            tried = True
            if not self._visit(step, [_place(error) for error in found]):
                return False
        return True

    def _visit(self, step: Step, locs: list[Loc]) -> bool:
        """Ask some questions of a step, then show the review again; returns False to go back."""
        self.flow.go(step)
        before = self._asked_elsewhere(step)
        if not self._prompts_of(step).visit(locs) or not self._catch_up(step, before):
            return False
        self.flow.go(Step.REVIEW)
        return True

    def _asked_elsewhere(self, step: Step) -> dict[Step, set[Loc]]:
        """Return what the other steps currently ask for."""
        others = [other for other in FORM_STEPS if other is not step]
        return {s: {q.loc for q in self._prompts_of(s).questions()} for s in others}

    def _catch_up(self, step: Step, before: dict[Step, set[Loc]]) -> bool:
        """Ask what earlier steps need only because of this step's answers; False to go back."""
        for earlier, known in before.items():
            if FORM_STEPS.index(earlier) > FORM_STEPS.index(step):
                continue
            prompts = self._prompts_of(earlier)
            new = [item.loc for item in prompts.questions() if item.loc not in known]
            if new:
                self.console.say(f"These answers add questions to {earlier.value}:")
                self.flow.go(earlier)
                if not prompts.visit(new):
                    return False
                self.flow.go(step)
        return True

    def _begin_again(self) -> bool:
        """Ask whether another connector is to follow, and start it if so."""
        if not self.console.interactive:
            return False
        while (chosen := ask_what_next(self.console, self._so_far)) is SEVERAL:
            if self.begin_several(self.flow.clone(), self.flow.name):
                return True
        if chosen is QUIT:
            return False
        taken = [(made.type, made.name) for made in self.created]
        flow = self.flow.clone() if chosen is ANOTHER else WizardFlow(taken)
        self.open(Start(flow, {}), self.saver)
        return True

    def offer_several(self) -> None:
        """Ask whether one like the former one is to follow, or several."""
        while self.console.interactive and wants_several(self.console, self._so_far):
            if self.begin_several(self.flow):
                return

    def begin_several(self, flow: WizardFlow, like: str = "") -> bool:
        """Ask what differs, and go on with the first of several; return whether to.

        flow, like: as for ``SeriesQuestions``.
        """
        series = ask_series(self.console, flow, like)
        if series is not None:
            self.open(Start(flow, {}, series=series), self.saver)
            flow.go(Step.REVIEW)  # which asks only for what is missing
            self._changed()
        return series is not None

    # Shared helpers

    def _prompts_of(self, step: Step) -> FormPrompts:
        """Return the prompts of a step's form, which remember the gates that were opened."""
        state = self.flow.forms[step]
        if id(state) not in self._prompts:
            self._prompts[id(state)] = FormPrompts(
                state,
                self.console,
                self._changed,
                self._so_far,
                self._save,
                UNTITLED,
                more=self._more(step),
                lists=self._lists(step),
            )
        return self._prompts[id(state)]

    def _more(self, step: Step) -> tuple[Loc, bool] | None:
        """Return the object of a step that may need keys unknown to its form."""
        uncertain = self.flow.connector is not None and self.flow.connector.about.raw_editor
        if not uncertain or step is Step.SCHEDULE:
            return None
        return (CONFIG, False) if step is Step.CONFIGURE else ((), True)

    def _lists(self, step: Step) -> ChoicePrompts:
        def answer_first(first: Step, locs: Sequence[Loc]) -> bool:
            return self._prompts_of(first).visit(locs)

        return ChoicePrompts(
            self.console, self.testing.test, self.flow, step, self._so_far, answer_first
        )

    def _changed(self) -> None:
        self.flow.sync_dependents()
        self.saver.save(self.payload())

    def payload(self) -> dict[str, Any]:
        """Return everything that a draft holds."""
        for step, state in self.flow.forms.items():
            current = self._prompts[id(state)].current if id(state) in self._prompts else None
            if current is not None and current.loc[-1:] not in ((GATE,), (EXTRA,)):
                self.places[step.value] = current.loc
        return snapshot(self.flow, self.places, self.services.host, self.origin, self.series)

    def _save(self, name: str) -> list[str]:
        return saved(self.flow, name)

    def _so_far(self) -> list[str]:
        return review.so_far(self.flow)


def _place(error: FieldError) -> Loc:
    """Return the question to ask again for an error."""
    return (*error.fields, error.loc)[0]
