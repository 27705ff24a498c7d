"""What MediaWiki and Wikipedia share.

Facts: onyx: backend/onyx/connectors/mediawiki/wiki.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from wizard.connectors.kit import AlwaysSent, Config, Text
from wizard.forms import Ui, fields_error

Title = Annotated[Text, AfterValidator(lambda title: title.removeprefix("Category:").strip())]


class WikiPages(Config):
    """Which pages to index. The server has no defaults, so all of it is always sent."""

    language_code: Annotated[
        Text,
        Ui(label="Language code", help="Of the language edition, such as en or de."),
        Field(examples=["en"]),
        AlwaysSent(),
    ] = "en"
    categories: Annotated[
        list[Title],
        Ui(label="Categories", help='Titles of categories, without "Category:", one each.'),
        Field(examples=[["Physics"]]),
        AlwaysSent(),
    ] = Field(default_factory=list)
    pages: Annotated[
        list[Text],
        Ui(label="Pages", help="Titles of pages, not their addresses, one each."),
        Field(examples=[["Main Page"]]),
        AlwaysSent(),
    ] = Field(default_factory=list)
    recurse_depth: Annotated[
        int,
        Ui(
            label="Category depth",
            help="Levels of subcategories to follow: 0 for none, -1 for no limit (with care: "
            "categories can form a circle).",
        ),
        Field(ge=-1),
        AlwaysSent(),
    ] = 0

    @model_validator(mode="after")
    def _something(self) -> WikiPages:
        if not (self.categories or self.pages):
            raise fields_error("Name at least one category or page", "categories", "pages")
        return self
