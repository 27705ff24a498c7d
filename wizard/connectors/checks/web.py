"""Websites: whether the address answers as the scrape method needs it.

Facts: onyx, connectors/web/connector.py (what each method reads, and what it says to 401, 403 and
404); sitemaps.org and RFC 9309 for sitemaps and robots.txt.
"""

from __future__ import annotations

from wizard.connectors.checks._website import ADDRESS, CLOSED, MOVED, PAGE, REDIRECTS, TITLE
from wizard.connectors.checks.declarations import Ask, Check, Failure, Meaning, Pick, Values

_ROBOTS = "{config.base_url|origin}/robots.txt"
_SITEMAP = "{config.base_url|origin}/sitemap.xml"
_FOR_SITEMAPS = {"config.web_connector_type": "sitemap"}
_NO_SITEMAP = "This isn't a sitemap: it lists no pages. Many sites have one at /sitemap.xml."


def _kept_away(robots: str, values: Values) -> Failure | None:
    """Return a warning if a robots.txt asks robots to keep away from the address."""
    from urllib.robotparser import RobotFileParser

    parser = RobotFileParser()
    try:
        parser.parse(robots.splitlines())
        allowed = parser.can_fetch("*", values[ADDRESS])
    except ValueError:
        return None  # it stumbles over some numbers
    if allowed:
        return None
    words = "The site's robots.txt asks crawlers to stay away. Ask the site's owner."
    return Failure(200, Meaning.SITE, words, path=ADDRESS)


def _page(method: str, moved: Failure) -> Ask:
    """Return the request for a page that the server reads by this method."""
    return Ask(
        url="{config.base_url}",
        asks="for the page",
        when={"config.web_connector_type": method},
        public=True,
        headers=PAGE,
        found="text",
        account=(TITLE,),
        failures=(
            *CLOSED,
            moved,
            Failure(
                200,
                Meaning.SITE,
                "This is a sitemap, not a page. Choose Pages in a sitemap as the method.",
                at="xml urlset",
                path="config.web_connector_type",
            ),
            Failure(
                200,
                Meaning.UNKNOWN,
                "This isn't a web page but {answer header content-type}.",
                at="header content-type",
                says=r"^(?!text/|application/(xhtml|pdf))",
                path=ADDRESS,
            ),
        ),
    )


CHECK = Check(
    requests=(
        _page(
            "recursive",
            Failure(
                REDIRECTS,
                Meaning.SITE,
                "This URL redirects to {answer header location}. Enter that one, because Clarm "
                "only follows links that start with the URL.",
                at="header location",
                path=ADDRESS,
            ),
        ),
        _page(
            "single",
            MOVED,
        ),
        Ask(
            url="{config.base_url}",
            asks="for the sitemap",
            when=_FOR_SITEMAPS,
            public=True,
            headers=PAGE,
            found="xml loc",
            account=("lists {count xml url.loc} pages", "lists {count xml sitemap.loc} sitemaps"),
            empty=Failure(200, Meaning.SITE, _NO_SITEMAP, path=ADDRESS),
            failures=(
                *CLOSED,
                MOVED,
                Failure(
                    200,
                    Meaning.SITE,
                    _NO_SITEMAP,
                    at="header content-type",
                    says="html",
                    path=ADDRESS,
                ),
                Failure(
                    200,
                    Meaning.UNKNOWN,
                    "The sitemap is compressed, so its pages weren't counted.",
                    at="header content-type",
                    says="gzip",
                ),
            ),
        ),
        Ask(url=_ROBOTS, public=True, unfit=_kept_away, optional=True),
    ),
)

PICKS = (
    Pick(
        path=ADDRESS,
        ask=Ask(url=_ROBOTS, when=_FOR_SITEMAPS, public=True),
        rows=r"text (?im)^[ \t]*sitemap[ \t]*:[ \t]*(\S+)",
        value=".",
        label=".",
        otherwise=Pick(
            path=ADDRESS,
            ask=Ask(url=_SITEMAP, public=True, headers=PAGE, found="xml loc"),
            rows="text",
            value=_SITEMAP,
            label="/sitemap.xml",
        ),
    ),
)
