"""What MediaWiki and Wikipedia share.

Facts: onyx: backend/onyx/connectors/mediawiki/wiki.py (June 2025).
"""

from __future__ import annotations

import re
from typing import Annotated, Final
from urllib.parse import unquote

from pydantic import AfterValidator, Field, model_validator

from wizard.connectors.addresses import part_of_address
from wizard.connectors.fields import AlwaysSent, Config, Text
from wizard.connectors.repairs import (
    Repair,
    named_by_api,
    refused_if,
    refused_unless,
    repaired_by,
    small_letters,
    warned_by,
    without,
)
from wizard.forms import Ui, fields_error

_CATEGORY: Final = (
    "Category|Categor[iy]a|Categoría|Catégorie|Categorie|Kategorie|Kategoria|Kategori|Категория"
    "|Категорія|分类|分類|カテゴリ|분류"
)


def _title_in_address(text: str) -> Repair | None:
    """``https://en.wikipedia.org/wiki/Alan_Turing#Life`` -> ``Alan Turing``."""
    found = re.search(r"(?:/wiki/|[?&]title=)([^?&#]+)", text)
    if "://" not in text:
        return None
    title = unquote(found[1]).replace("_", " ") if found else None
    return Repair("Enter the title, not the URL", title)


_TITLE: Final = (
    _title_in_address,
    refused_if(r"^\[\[:?([^\]|#]+)[^\]]*\]\]$", "Enter the title without the brackets", r"\1"),
    refused_if(r"^([^#]+)#.*$", "Enter the title without the section", r"\1"),
    refused_if(r"[#<>\[\]{}|]", "Titles can't contain # < > [ ] { } |"),
)
Title = Annotated[Text, repaired_by(*_TITLE)]
Category = Annotated[
    Text,
    AfterValidator(lambda title: title.removeprefix("Category:").strip()),
    repaired_by(
        *_TITLE, without(rf"^(?!Category:)({_CATEGORY}):", "Enter the title without the prefix")
    ),
]
Language = Annotated[
    Text,
    repaired_by(
        part_of_address(
            r"^(?:https?://)?+(?!(?:www|wikipedia)\.)([\w-]+)\.",
            "Enter only the language code",
            of="[/.]",
        ),
        named_by_api(
            {
                "English": "en",
                "German": "de",
                "Deutsch": "de",
                "French": "fr",
                "Français": "fr",
                "Spanish": "es",
                "Español": "es",
                "Italian": "it",
                "Portuguese": "pt",
                "Dutch": "nl",
                "Polish": "pl",
                "Russian": "ru",
                "Japanese": "ja",
                "Chinese": "zh",
            },
            "Enter the language code, not the language name",
        ),
        refused_if(r"^([a-z]{2,3})[-_][A-Z]{2}$", "Enter the code without the country", r"\1"),
        small_letters("Enter the code in lowercase"),
        refused_unless(r"[a-z][a-z0-9-]*", "Language codes contain only letters and dashes"),
    ),
]


class WikiPages(Config):
    """Which pages to index. Clarm has no defaults, so every field is always sent."""

    language_code: Annotated[
        Language,
        Ui(label="Language code", help="The code of the language edition, such as en or de."),
        Field(examples=["en"]),
        AlwaysSent(),
    ] = "en"
    categories: Annotated[
        list[Category],
        Ui(label="Categories", help='Category titles without "Category:".'),
        Field(examples=[["Physics"]]),
        AlwaysSent(),
    ] = Field(default_factory=list)
    pages: Annotated[
        list[Title],
        Ui(
            label="Pages",
            help="Page titles, not URLs.",
            warn=warned_by(
                refused_if(rf"(?i)^({_CATEGORY}):", "This looks like a category, not a page")
            ),
        ),
        Field(examples=[["Main Page"]]),
        AlwaysSent(),
    ] = Field(default_factory=list)
    recurse_depth: Annotated[
        int,
        Ui(
            label="Category depth",
            help="How many levels of subcategories to follow: 0 for none, -1 for no limit. "
            "Categories can be circular, so use -1 with care.",
        ),
        Field(ge=-1),
        AlwaysSent(),
    ] = 0

    @model_validator(mode="after")
    def _something(self) -> WikiPages:
        if not (self.categories or self.pages):
            raise fields_error("Enter at least one category or page", "categories", "pages")
        return self
