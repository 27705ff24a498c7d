"""Bare Textual apps of the same content: what the framework itself costs.

    python -m tests.bench.bare list          an Input, and an OptionList of 51 rows that it filters
    python -m tests.bench.bare input         an Input alone
    python -m tests.bench.bare push COUNT    ctrl+n pushes a screen of so many Inputs

No cursor blinks, as over SSH, so that a blink is not taken for the answer to a key.
"""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, OptionList

ROWS = [
    "Ingestion API           ingestion_api",
    "Slack                   slack",
    "Website                 web",
    "Google Drive            google_drive",
    "Gmail                   gmail",
    "Request Tracker         requesttracker",
    "GitHub                  github",
    "GitBook                 gitbook",
    "GitLab                  gitlab",
    "Guru                    guru",
    "BookStack               bookstack",
    "Confluence              confluence",
    "Slab                    slab",
    "Jira                    jira",
    "Productboard            productboard",
    "Files                   file",
    "Notion                  notion",
    "Zulip                   zulip",
    "Linear                  linear",
    "HubSpot                 hubspot",
    "Document360             document360",
    "Gong                    gong",
    "Google Sites            google_sites",
    "Zendesk                 zendesk",
    "Loopio                  loopio",
    "Dropbox                 dropbox",
    "SharePoint              sharepoint",
    "Outlook                 outlook",
    "Outlook (OUTLOOK)    OUTLOOK",
    "Microsoft Teams         teams",
    "Salesforce              salesforce",
    "Discourse               discourse",
    "Axero                   axero",
    "ClickUp                 clickup",
    "MediaWiki               mediawiki",
    "Wikipedia               wikipedia",
    "Asana                   asana",
    "Amazon S3               s3",
    "Cloudflare R2           r2",
    "Google Cloud Storage    google_cloud_storage",
    "Oracle Object Storage   oci_storage",
    "XenForo                 xenforo",
    "Not applicable          not_applicable",
    "Discord                 discord",
    "Freshdesk               freshdesk",
    "Fireflies.ai            fireflies",
    "Egnyte                  egnyte",
    "Airtable                airtable",
    "Highspot                highspot",
    "Bookface                bookface",
    "Mock connector          mock_connector",
]


def line(placeholder: str) -> Input:
    """An Input whose cursor keeps still."""
    made = Input(placeholder=placeholder)
    made.cursor_blink = False
    return made


class Listing(App[None]):
    """A line that filters a list, which has the rest of the screen."""

    CSS = "OptionList { height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield line("Type to filter")
        yield OptionList(*ROWS)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the rows that fit."""
        rows = self.query_one(OptionList)
        rows.clear_options()
        rows.add_options([row for row in ROWS if event.value.casefold() in row.casefold()])


class Lines(Screen[None]):
    """So many lines."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def compose(self) -> ComposeResult:
        for number in range(self.count):
            yield line(f"Line {number + 1:03}")


class Pushing(App[None]):
    """A line; ctrl+n pushes a screen of lines."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+n", "more", "More", priority=True)]

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def compose(self) -> ComposeResult:
        yield line("First")

    def action_more(self) -> None:
        """Push them."""
        self.push_screen(Lines(self.count))


def main() -> None:
    """Run the one that is asked for."""
    kind, *rest = sys.argv[1:]
    count = int(rest[0]) if rest else 0
    app: App[None] = Listing() if kind == "list" else Pushing(count)
    app.run()


if __name__ == "__main__":
    main()
