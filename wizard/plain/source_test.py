"""Tests a credential at its source, and chooses values from the person's account, line by line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wizard.checks import CheckOutcome, CheckResult
from wizard.checks.picks import Choice, ChoicesUnavailable, searches
from wizard.connectors.checks.declarations import Pick
from wizard.core import uncaught
from wizard.core.services import Services
from wizard.core.source_fields import field_at, values_of
from wizard.core.source_test import SourceTest
from wizard.core.source_words import before_test, listed, needed, result_line, stale_line
from wizard.flow import FORM_STEPS, Step, WizardFlow
from wizard.forms import UNSET, FieldError, ItemList, Loc, TextList
from wizard.forms.questions import FieldQuestion
from wizard.plain.console import Console, Unreadable
from wizard.plain.field_help import COMMANDS
from wizard.plain.input import FromFile, Misunderstood, Speech, ask, refuse, say_all
from wizard.plain.options import InvalidChoice
from wizard.plain.renderers import yes_or_no

_PAGE_LINES: Final = 20
_OFFER: Final = "Test it? yes or no (no): "
_ANYWAY: Final = ("Clarm may reject it, or create a connector that reads nothing.",)
_HELP: Final = (
    "Enter a number. If the field takes several values, separate numbers with commas.",
    "Enter part of a name to filter. Press enter to see more. Enter - to choose nothing.",
    COMMANDS,
)


@dataclass(eq=False)
class SourceTestPrompts:
    """Asks before a test, and says what it found out."""

    console: Console
    services: Services
    review: Speech
    test: SourceTest = field(init=False)

    def __post_init__(self) -> None:
        self.test = SourceTest(self.services)

    def offer(self, flow: WizardFlow) -> bool:
        """Offer a test after the credential; return whether it failed.

        A pipe is not asked, since its lines answer the questions that it knows.
        """
        plan = self.test.plan(flow)
        if not self.console.interactive or plan.missing:
            return False
        if plan.reason:
            self.console.say(plan.reason)
            return False
        about = before_test(plan, sandbox=self.services.sandbox)
        if self.test.is_first(plan.hosts):
            self.console.say(about)
        while True:
            try:
                answer = ask(self.console, _OFFER, help=lambda: [about], review=self.review)
                wanted = isinstance(answer, str) and yes_or_no(answer)
                break
            except (Misunderstood, Unreadable, InvalidChoice) as problem:
                refuse(self.console, f"Test it: {problem}")
        return wanted and self.run(flow) is CheckOutcome.FAILED

    def run(self, flow: WizardFlow) -> CheckOutcome:
        """Test the credential, say what came of it, and mark the fields that are wrong."""
        plan = self.test.plan(flow)
        if plan.hosts:
            self.console.say(f"Testing with {listed(plan.hosts)}. Press ctrl+c to stop.")
        try:
            result = uncaught.run(self.test.run(flow))
        except KeyboardInterrupt:
            self.console.say("You stopped the test.")
            return CheckOutcome.SKIPPED
        say_all(self.console, words(result))
        self._mark(flow, result)
        return result.outcome

    def _mark(self, flow: WizardFlow, result: CheckResult) -> None:
        found: dict[Step, list[FieldError]] = {}
        for finding in result.findings if result.outcome is CheckOutcome.FAILED else ():
            at = field_at(flow, finding.path)
            if at is not None and not finding.warning:
                found.setdefault(at.step, []).append(FieldError(at.place.loc, finding.words))
        for step in FORM_STEPS:
            flow.forms[step].add_errors(found.get(step, ()))

    def so_far(self, flow: WizardFlow) -> list[str]:
        """Return what the review says of the latest test."""
        latest = self.test.latest(flow)
        if latest is None:
            return []
        if latest.stale:
            return [f"{stale_line(flow, latest)}. Enter `test` to test again."]
        return [
            f"Tested at {latest.when.astimezone():%H:%M}: {line}"
            for line in words(latest.result)[:1]
        ]

    def allows(self, flow: WizardFlow) -> bool:
        """Return whether to send: asks if the latest test failed. Raises Misunderstood."""
        failed = self.test.failed(flow)
        if failed is None or not self.console.interactive:
            return True
        self.console.say(f"The test failed: {failed.headline}")
        answer = ask(
            self.console,
            "Send it anyway? yes or no (no): ",
            help=lambda: _ANYWAY,
            review=self.review,
        )
        if isinstance(answer, str) and yes_or_no(answer):
            return True
        raise Misunderstood("Fix it, or test again.")


def words(result: CheckResult) -> list[str]:
    """Return a result as lines: the outcome first, then what else is worth knowing."""
    passed = result.outcome is CheckOutcome.PASSED
    rest = result.findings if passed else result.findings[1:]
    return [result_line(result), *(finding.words for finding in rest)]


@dataclass(eq=False)
class ChoicePrompts:
    """Chooses the value of a field of one step from the person's account.

    answer_first: asks the questions at some locations of a step; returns False if it was left.
    """

    console: Console
    test: SourceTest
    flow: WizardFlow
    step: Step
    review: Speech
    answer_first: Callable[[Step, Sequence[Loc]], bool]

    def has(self, loc: Loc) -> bool:
        """Return whether the field at ``loc`` can be chosen."""
        return self.test.pick(self.flow, self.step, loc) is not None

    def choose(self, question: FieldQuestion) -> Any:
        """Return the raw value that was chosen, or UNSET if none was.

        Raises InvalidChoice if the list cannot be had.
        """
        pick = self.test.pick(self.flow, self.step, question.loc)
        if pick is None:
            raise InvalidChoice("You can't list values for this question.")
        lacking = self.test.missing(self.flow, pick)
        if lacking:
            self.console.say(needed(self.flow, [field.path for field in lacking], "The list"))
            locs = [field.place.loc for field in lacking]
            if not self.answer_first(lacking[0].step, locs) or self.test.missing(self.flow, pick):
                return UNSET
        takes_several = isinstance(question.control, TextList | ItemList)
        with asyncio.Runner() as runner:
            runner.get_loop().set_exception_handler(uncaught.in_loop)
            chosen = self._choose(pick, runner, several=takes_several)
        if not chosen:
            return UNSET
        self._fill_others(chosen[0])
        if not takes_several:
            return question.control.format_any(chosen[0].value)
        before = values_of(self.flow).get(pick.path)
        kept = list(before) if isinstance(before, list | tuple) else []
        new = [choice.value for choice in chosen if choice.value not in kept]
        return question.control.format_any([*kept, *new])

    def _fill_others(self, choice: Choice) -> None:
        """Fill the other fields that the choice tells, as far as they are empty."""
        for path, value in choice.also.items():
            at = field_at(self.flow, path)
            if at is not None and value and at.place.raw is UNSET:
                self.flow.forms[at.step].set(at.place.loc, at.place.control.format_any(value))
                self.console.say(f"{at.place.label}: {value}")

    def _choose(self, pick: Pick, runner: asyncio.Runner, *, several: bool) -> list[Choice]:
        """Show the list and ask for numbers; return nothing if the person ends it."""
        loaded: list[Choice] = []
        pages, typed = self.test.choices(self.flow, pick), ""
        shown = 0
        is_whole = False
        while True:
            fitting = [choice for choice in loaded if _fits(choice, typed)]
            while not is_whole and len(fitting) < shown + _PAGE_LINES:
                try:
                    page = runner.run(anext(pages))
                except StopAsyncIteration:
                    is_whole = True
                except KeyboardInterrupt:
                    raise InvalidChoice("You stopped the list.") from None
                except ChoicesUnavailable as problem:
                    if not loaded:
                        raise InvalidChoice(str(problem)) from None
                    self.console.say(f"Can't get the rest of the list: {problem}")
                    is_whole = True
                else:
                    loaded += page
                    fitting = [choice for choice in loaded if _fits(choice, typed)]
            part = fitting[shown : shown + _PAGE_LINES]
            for number, choice in enumerate(part, start=shown + 1):
                self.console.say(f"{number}. {line_of(choice)}")
            if not fitting:
                self.console.say(
                    "No matches." if typed else ("Your account has nothing to choose from.")
                )
            shown += len(part)
            more = "" if is_whole and shown >= len(fitting) else ", enter for more"
            kinds = "Numbers" if several else "A number"
            answer = self._answer(f"{kinds}, part of a name{more}, or - for none: ")
            if answer == "-":
                return []
            if answer and answer[0].isdigit():
                try:
                    return numbered(answer, fitting, several=several)
                except InvalidChoice as problem:
                    refuse(self.console, str(problem))
                    continue
            if answer or shown >= len(fitting):
                typed, shown = answer, 0
            if answer and searches(pick):
                loaded, pages, is_whole = [], self.test.choices(self.flow, pick, answer), False

    def _answer(self, prompt: str) -> str:
        while True:
            try:
                answer = ask(self.console, prompt, help=lambda: _HELP, review=self.review)
            except (Misunderstood, Unreadable) as problem:
                refuse(self.console, str(problem))
            else:
                if not isinstance(answer, FromFile):
                    return answer.strip() if isinstance(answer, str) else answer.value


def _fits(choice: Choice, typed: str) -> bool:
    folded = typed.casefold()
    return folded in choice.label.casefold() or folded in choice.value.casefold()


def line_of(choice: Choice) -> str:
    """Return an entry as a line: its name, its value if that differs, and what else is known."""
    extra = [word for word in (choice.value, choice.hint) if word and word not in choice.label]
    return f"{choice.label} ({', '.join(extra)})" if extra else choice.label


def numbered(answer: str, choices: Sequence[Choice], *, several: bool) -> list[Choice]:
    """Return the entries with the numbers in ``answer``; raises InvalidChoice."""
    parts = [part for part in answer.replace(",", " ").split() if part]
    if len(parts) > 1 and not several:
        raise InvalidChoice("This field takes one value. Enter one number.")
    found = []
    for part in parts:
        if not (part.isascii() and part.isdigit() and 1 <= int(part) <= len(choices)):
            raise InvalidChoice(f"Enter numbers from 1 to {len(choices)}.")
        found.append(choices[int(part) - 1])
    return found
