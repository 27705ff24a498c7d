"""Discourse: whether the forum takes the key, and whether there are such categories.

Facts: Discourse's source, default_current_user_provider.rb (a wrong key, user or address is refused
on every route) and api_key_scope.rb; onyx, discourse/connector.py, for the list it reads.
"""

from __future__ import annotations

from typing import Final

from wizard.connectors.checks.declarations import Ask, Check, Contains, Failure, Meaning, Pick

_CATEGORIES: Final = "{config.base_url}/categories.json?include_subcategories=true"
_TOP: Final = "category_list.categories[]"

CHECK = Check(
    headers={
        "Api-Key": "{credentials.discourse_api_key}",
        "Api-Username": "{credentials.discourse_api_username}",
    },
    requests=(
        Ask(
            url=_CATEGORIES,
            asks="which categories the key can see",
            found="category_list.categories",
            contains=(
                Contains(
                    place=(f"{_TOP}.name", f"{_TOP}.subcategory_list[].name"),
                    wanted="config.categories",
                    words="The key works but can't see category {item}.",
                    ignore_case=True,
                ),
            ),
        ),
        Ask(
            url="{config.base_url}/site/basic-info.json",
            public=True,
            account=("title",),
            optional=True,
        ),
        Ask(
            url="{config.base_url}/session/current.json",
            account=("current_user.username",),
            # A key for some things only may not ask this.
            failures=(
                Failure((403, 404), Meaning.UNKNOWN, "The forum doesn't say whose key it is."),
            ),
            optional=True,
        ),
    ),
    failures=(
        Failure(
            403,
            Meaning.WRONG,
            "The forum rejected this key: it belongs to another user, was revoked, doesn't cover "
            "the categories, or isn't allowed from this machine.",
        ),
        Failure(404, Meaning.SITE, "Can't find Discourse at this URL."),
    ),
)

PICKS = (
    Pick(
        path="config.categories",
        ask=Ask(url=_CATEGORIES),
        rows=(_TOP, f"{_TOP}.subcategory_list[]"),
        value="name",
        label="name",
        hints={"read_restricted": "private"},
    ),
)
