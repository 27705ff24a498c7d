"""One line on how the test of the credential stands; a click tests, or leads to the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from wizard.core import source_words
from wizard.tui.drawn_lines import KeepsDrawnLines

if TYPE_CHECKING:
    from wizard.core.source_test import TestedCredential
    from wizard.flow import WizardFlow
    from wizard.tui.source_testing import SourceTesting

OFFER: Final = "Test this at its source (f6)"
AGAIN: Final = "test again (f6)"
STOP: Final = "esc stops it"
NO_TEST: Final = "No test: {}"
ELSEWHERE: Final = "× The test failed."
"""Said where what failed stands at its field."""
MAX_WARNINGS: Final = 2
SIGN_COLORS: Final = {
    source_words.PASSED: "bold $text-success",
    source_words.FAILED: "bold $sign-wrong",
}


class SourceTestLine(KeepsDrawnLines, Static):
    """Shows the test of a flow. ``whole``: with what is found at fields."""

    def __init__(self, flow: WizardFlow, source: SourceTesting, *, whole: bool = True) -> None:
        super().__init__(markup=False)
        self._flow = flow
        self._source = source
        self._whole = whole
        self._words = Content()

    def on_mount(self) -> None:
        """Show how it stands, and follow the seconds of a test."""
        self.show()
        self.set_interval(1, self._tick)

    def _tick(self) -> None:
        if self._source.running:
            self.show()

    def show(self) -> None:
        """Show how the test stands now."""
        words = self._said()
        if words != self._words:
            self._words = words
            self.update(words)
        self.display = bool(words)

    def _said(self) -> Content:
        source, flow = self._source, self._flow
        if not source.can_test(flow):
            reason = source.reason(flow)
            return Content.styled(NO_TEST.format(reason), "$text-muted") if reason else Content()
        if source.running:
            return Content(f"{source.progress}   ({STOP})")
        if problem := source.problem(flow):
            return Content.assemble(f"{problem}  ", _link(OFFER, "test_source"))
        tested = source.latest(flow)
        if tested is None:
            return _link(OFFER, "test_source")
        if tested.stale:
            words = f"{source_words.stale_line(flow, tested)}: "
            return Content.assemble(f"{source_words.NEUTRAL} {words}", _link(AGAIN, "test_source"))
        return self._result(tested)

    def _result(self, tested: TestedCredential) -> Content:
        when = f"{tested.when.astimezone():%H:%M}"
        failed = tested.result.outcome == "failed"
        place = self._source.place_of(self._flow) if failed else None
        words = source_words.result_line(tested.result)
        if place is not None and (not self._whole or place[0] is self._flow.step):
            words = ELSEWHERE
        lead = _link(f"► {place[2]}", "go_to_finding") if place and self._whole else Content()
        sign = words[:1]
        result = Content.assemble((sign, SIGN_COLORS.get(sign, "")), words[1:])
        said = [result, lead, Content.styled(f"tested at {when}", "$text-muted")]
        lines = [Content("  ").join(part for part in said if part)]
        warnings = [
            finding.words
            for finding in tested.result.findings
            if finding.warning and (self._whole or not finding.path)
        ]
        lines += [Content(f"! {words}") for words in warnings[:MAX_WARNINGS]]
        return Content("\n").join(lines)


def _link(words: str, action: str) -> Content:
    meta = Style.from_meta({"@click": f"screen.{action}"})
    return Content.styled(words, "underline $link").stylize(meta)
