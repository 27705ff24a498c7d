"""GitHub: who the token belongs to, and whether it sees the repositories.

Facts: docs.github.com REST API; octokit's descriptions of /user, /repos and /user/repos.
"""

from __future__ import annotations

from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Failure,
    LinkHeader,
    Meaning,
    Pick,
    bearer,
)

_API = "https://api.github.com"
_REPOSITORY = f"{_API}/repos/{{config.repo_owner}}/{{config.repositories[0]}}"
_HIDDEN = Failure(
    404,
    Meaning.MISSING,
    "The repository doesn't exist, or it's private and this token can't see it. GitHub doesn't say "
    "which.",
)

CHECK = Check(
    headers={
        **bearer("credentials.github_access_token"),
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
    },
    requests=(
        Ask(
            url=f"{_API}/user",
            asks="who the token belongs to",
            found="login",
            account=("login",),
            scopes="header x-oauth-scopes",
        ),
        Ask(
            url=f"{_API}/repos/{{config.repo_owner}}/{{each}}",
            each="config.repositories",
            found="full_name",
            failures=(
                Failure(
                    404,
                    Meaning.MISSING,
                    "The token works but can't see this repository: it doesn't exist, or it's "
                    "private and the token has no access.",
                ),
            ),
        ),
        Ask(
            url=f"{_REPOSITORY}/issues?per_page=1",
            when={"config.include_issues": True},
            optional=True,
        ),
        Ask(
            url=f"{_REPOSITORY}/pulls?per_page=1",
            when={"config.include_prs": True},
            optional=True,
        ),
        Ask(
            url=f"{_API}/users/{{config.repo_owner}}/repos?per_page=1",
            when={"config.repositories": None},
            found="[0].id",
            empty=Failure(200, Meaning.MISSING, "This owner has no repositories you can see."),
            failures=(Failure(404, Meaning.MISSING, "This user or organization doesn't exist."),),
        ),
    ),
    failures=(
        Failure(
            403,
            Meaning.SIGN_ON,
            "The organization requires single sign-on. Authorize the token for it at {answer "
            "header x-github-sso}.",
            at="header x-github-sso",
            says="required",
        ),
        Failure(
            (403, 429),
            Meaning.RATE,
            "You reached GitHub's rate limit. The token may be fine.",
            at="header x-ratelimit-remaining",
            says="^0$",
        ),
        Failure(401, Meaning.WRONG, "GitHub doesn't recognize this token, or it has expired."),
        Failure(
            403,
            Meaning.SCOPE,
            "The fine-grained token needs another permission. GitHub asks for: {answer header "
            "x-accepted-github-permissions}.",
            at="message",
            says="not accessible by",
        ),
        Failure(
            403,
            Meaning.REFUSED_HERE,
            "The organization has an IP allow list, and this machine isn't on it.",
            at="message",
            says="IP allow list",
        ),
        _HIDDEN,
    ),
    needs={"repo": "it can't read private repositories."},
)

PICKS = (
    Pick(
        path="config.repositories",
        ask=Ask(url=f"{_API}/user/repos?per_page=100&sort=full_name"),
        rows="[]",
        value="name",
        label="full_name",
        also={"config.repo_owner": "owner.login"},
        hints={"private": "private", "archived": "archived"},
        pages=LinkHeader(),
    ),
    Pick(
        path="config.repo_owner",
        # The owners of what the token sees: it needs no scope, and has the person's own name too.
        ask=Ask(url=f"{_API}/user/repos?per_page=100&sort=full_name"),
        rows="[]",
        value="owner.login",
        label="owner.login",
        pages=LinkHeader(),
    ),
    Pick(
        path="config.branch",
        ask=Ask(url=f"{_REPOSITORY}/branches?per_page=100", failures=(_HIDDEN,)),
        rows="[]",
        value="name",
        label="name",
        pages=LinkHeader(),
    ),
)
