"""GitLab: whom the token belongs to, what it may do, and whether it sees the project.

Facts: GitLab's documentation of the REST API (personal access tokens, users, projects, namespaces);
its issues 33580 and 520392 for the answer to a missing scope, and its source for that to a missing
permission of a fine-grained token, which need not tell whose it is.
"""

from __future__ import annotations

from typing import Final

from wizard.connectors.checks.declarations import Ask, Check, Failure, LinkHeader, Meaning, Pick

_API: Final = "{credentials.gitlab_url}/api/v4"
_PROJECT: Final = f"{_API}/projects/{{config.project_owner}}%2F{{config.project_name}}"
_OFF: Final = "The token has expired or was revoked. Create another under Access tokens."
_NOT_GRANTED: Final = Failure(
    403,
    Meaning.SCOPE,
    "The fine-grained token needs another permission: {answer error_description}",
    at="error",
    says="^insufficient_granular_scope$",
)

CHECK = Check(
    headers={"PRIVATE-TOKEN": "{credentials.gitlab_access_token}"},
    requests=(
        Ask(
            url=f"{_API}/personal_access_tokens/self",
            asks="who the token belongs to, and what it can do",
            statuses=(200, 403, 404),  # older ones do not know it
            scopes="scopes[]",
            failures=(Failure(200, Meaning.REVOKED, _OFF, at="active", says="false"),),
        ),
        Ask(
            url=f"{_API}/user",
            statuses=(200, 403),
            account=("username", "name"),
            failures=(Failure(404, Meaning.SITE, "Can't find GitLab at this URL."),),
        ),
        Ask(
            url=_PROJECT,
            found="id",
            failures=(
                _NOT_GRANTED,
                Failure(
                    404,
                    Meaning.MISSING,
                    "The project doesn't exist, or this token can't see it. GitLab doesn't say "
                    "which.",
                ),
            ),
        ),
        Ask(
            url=f"{_PROJECT}/merge_requests?per_page=1",
            when={"config.include_mrs": True},
            failures=(_NOT_GRANTED,),
            optional=True,
        ),
        Ask(
            url=f"{_PROJECT}/issues?per_page=1",
            when={"config.include_issues": True},
            failures=(_NOT_GRANTED,),
            optional=True,
        ),
        Ask(
            url=f"{_PROJECT}/repository/tree?per_page=1",
            when={"config.include_code_files": True},
            failures=(
                Failure(
                    (403, 404),
                    Meaning.SCOPE,
                    "The token can't read code: it needs the read_repository scope and the "
                    "Reporter role, or the project has no code yet.",
                ),
            ),
            optional=True,
        ),
    ),
    failures=(
        Failure(401, Meaning.EXPIRED, _OFF, at="error", says="^invalid_token$"),
        Failure(
            401,
            Meaning.WRONG,
            "GitLab doesn't recognize this token. Copy it again or create another.",
        ),
        Failure(
            403,
            Meaning.SCOPE,
            "The token is missing a scope. Create one with read_api. GitLab asks for one of "
            "{answer scope}.",
            at="error",
            says="^insufficient_scope$",
        ),
    ),
    needs={"read_api|api|granular": "it can't read merge requests and issues."},
)

PICKS = (
    Pick(
        path="config.project_name",
        ask=Ask(
            url=f"{_API}/projects?membership=true&simple=true&archived=false"
            "&order_by=last_activity_at&per_page=100"
        ),
        rows="[]",
        value="path",
        label="path_with_namespace",
        also={"config.project_owner": "namespace.full_path"},
        pages=LinkHeader(),
    ),
    Pick(
        path="config.project_owner",
        ask=Ask(url=f"{_API}/namespaces?per_page=100"),
        rows="[]",
        value="full_path",
        label="full_path",
        pages=LinkHeader(),
    ),
)
