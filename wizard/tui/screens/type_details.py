"""What is said of a connector type before its form is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from textual.content import Content
from textual.style import Style

from wizard.connectors.metadata import ConnectorInfo
from wizard.utils.glyphs import CUT

EVIDENCE: Final = {
    "documented": "Documented by Clarm.",
    "inferred": "Based on Onyx; not confirmed by Clarm.",
    "internal": "Internal; it indexes no source.",
}
MORE: Final = "Press f1 for details."


def evidence_of(about: ConnectorInfo) -> str:
    """Return a sentence on how reliable the fields are."""
    return about.evidence_words or EVIDENCE[about.evidence]


def short_text(about: ConnectorInfo) -> Content:
    """Return the first thing that the row of a type leaves out."""
    return Content(f"You need: {about.needs[0]}" if about.needs else (*about.notes, "")[0])


def about_text(about: ConnectorInfo) -> Content:
    """Return everything known about a type before its form is opened."""
    ending = [evidence_of(about), *([about.docs_url] if about.docs_url else [])]
    return _text(about, about.needs, about.notes, Content("\n".join(ending)))


def fitting_text(about: ConnectorInfo, columns: int, lines: int) -> Content:
    """Return as much as fits; notes, then needs, are left out from the last."""
    from wizard.tui.wrapping import fitted  # only needed on wide screens

    needs, notes = list(about.needs), list(about.notes)
    whole = True
    while True:
        ending = Content(evidence_of(about) if whole else f"{evidence_of(about)} {MORE}")
        if about.docs_url:
            link = Style.from_meta({"@click": "screen.open_docs"})
            page = Content.styled(short_url(about.docs_url, columns), "underline").stylize(link)
            ending = Content.assemble(ending, "\n", page)
        text = fitted(_text(about, needs, notes, ending), columns)
        if not (needs or notes) or len(text.wrap(columns)) <= lines:
            return text
        (notes or needs).pop()
        whole = False


def short_url(url: str, columns: int) -> str:
    """Return ``url``, or so much of it that it fits a line: its host and its last part."""
    if len(url) <= columns:
        return url
    parts = urlsplit(url)
    short = f"{parts.netloc}/{CUT}/{parts.path.rstrip('/').rpartition('/')[2]}"
    return short if len(short) <= columns else f"{parts.netloc}/{CUT}"


def _text(
    about: ConnectorInfo, needs: Sequence[str], notes: Sequence[str], ending: Content
) -> Content:
    parts: list[Content | str | tuple[str, str]] = [
        (about.label, "bold"),
        (f"  {about.type}\n", "$text-muted"),
        f"{about.summary}\n",
    ]
    if needs:
        parts += ["\n", ("You need\n", "bold")]
        parts += [f"• {need}\n" for need in needs]
    parts += [f"\n! {note}\n" for note in notes]
    return Content.assemble(*parts, "\n", ending)
