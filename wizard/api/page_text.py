"""Text extraction from HTML pages, such as a proxy's error page."""

from __future__ import annotations

from html.parser import HTMLParser


class _PageText(HTMLParser):
    """Collects the title and the visible text of a web page."""

    def __init__(self) -> None:
        super().__init__()
        self.title: list[str] = []
        self.words: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"title", "script", "style"}:
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title.append(data)
        elif not self._inside:
            self.words.append(data)


def page_text(page: str) -> str:
    """Return the text of a web page on one line: its title, or else the start of its body."""
    parser = _PageText()
    parser.feed(page[:20_000])
    for words in (parser.title, parser.words):
        line = " ".join("".join(words).split())
        if line:
            return line[:300]
    return ""
