"""A client that does not wait for long, and what it sends."""

from __future__ import annotations

from wizard.api import BaseUrl, Client, CreateSourceRequest, Timeouts
from wizard.forms import Secret

COOKIE = "c00kie-value-of-the-session"
TOKEN = "ghp_S3cretTokenOfTheTest/+x"
REQUEST = CreateSourceRequest(
    name="Docs",
    type="github",
    config={"repo_owner": "clarm", "include_prs": True},
    credentials={"github_access_token": Secret(TOKEN)},
    refresh_freq=1800,
)
QUICK = Timeouts(connect=0.6, read=0.4, total=1.0, pauses=(0.01, 0.01))


def client(url: str, timeouts: Timeouts = QUICK) -> Client:
    return Client(BaseUrl.parse(url), session=Secret(COOKIE), timeouts=timeouts)
