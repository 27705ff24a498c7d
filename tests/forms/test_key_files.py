"""What is said of a key without showing it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.forms.key_files import summarise

BODY = "\n".join(["MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"] * 20)
PEM = f"-----BEGIN PRIVATE KEY-----\n{BODY}\n-----END PRIVATE KEY-----\n"
ACCOUNT: dict[str, Any] = {
    "type": "service_account",
    "project_id": "p",
    "private_key_id": "0123456789abcdef0123",
    "private_key": PEM,
    "client_email": "robot@p.iam.gserviceaccount.com",
    "token_uri": "https://oauth2.googleapis.com/token",
}


def test_a_service_account() -> None:
    found = summarise(json.dumps(ACCOUNT, indent=2))
    assert found.kind == "Google service-account key"
    assert found.facts[:2] == ("robot@p.iam.gserviceaccount.com", "key ID 01234567…")
    assert found.facts[2].startswith("SHA-256 ")
    assert found.problems == ()
    assert "lines" in found.size


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"private_key": ""}, "It doesn't contain private_key."),
        ({"client_email": None, "token_uri": ""}, "It doesn't contain client_email and token_uri."),
        ({"private_key": "abc"}, "private_key isn't a PEM key"),
        ({"private_key": PEM.partition("-----END")[0]}, "In private_key: the end is missing"),
    ],
)
def test_a_service_account_that_lacks_something(change: dict[str, Any], words: str) -> None:
    assert words in " ".join(summarise(json.dumps({**ACCOUNT, **change})).problems)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PEM, "Private key (PKCS #8)"),
        (PEM.replace("PRIVATE", "RSA PRIVATE"), "RSA private key"),
        (PEM.replace("PRIVATE", "OPENSSH PRIVATE"), "OpenSSH private key"),
        (PEM.replace("PRIVATE", "ENCRYPTED PRIVATE"), "Private key, encrypted"),
        ('{"type": "authorized_user", "client_id": "12-ab.apps", "client_secret": "s",'
         ' "refresh_token": "r"}', "Google authorized-user credentials"),
        ('{"refresh_token": "r", "client_id": "c"}', "OAuth token"),
        ('{"a": 1, "b": 2}', "JSON with 2 keys"),
        ("[api]\nemail=b@x.example\nkey=k\nsite=https://x.example", "zuliprc"),
        ("[default]\naws_access_key_id = A\n", "Settings with 1 section"),
        ("correct horse battery staple", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_other_kinds(text: str, kind: str) -> None:
    found = summarise(text)
    assert found.kind == kind
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PEM.replace("PRIVATE KEY", "CERTIFICATE"), "public certificate"),
        (PEM.replace("PRIVATE KEY", "PUBLIC KEY"), "public key"),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB me@here", "public key"),
        ("-----BEGIN PRIVATE KEY-----", "only the first line"),
        (PEM[:300], "The end is missing"),
        (PEM.replace("\n", "\\n"), "written as"),
        (PEM.replace("\n", " "), "line breaks were lost"),
        (PEM.replace("MIIE", "MI*E"), "characters that keys don't have"),
        ("{", "only the first line"),
        ('{"type":\n "service_account",', "The end is missing"),
        ('{"type": service}', "isn't valid JSON"),
        ("[api]\nemail=b@x.example\nsite=https://x.example", "It doesn't contain key"),
        ("[default]\n", "no settings"),
        ('{"installed": {"client_id": "c", "client_secret": "s"}}', "can't sign in alone"),
    ],
)
def test_what_is_wrong_with_it(text: str, words: str) -> None:
    assert words in " ".join(summarise(text).problems)


@given(st.text(max_size=200) | st.text(alphabet='-BEGINPRVATKY \n{}[]=":', max_size=80))
def test_anything_has_a_summary(text: str) -> None:
    found = summarise(text)
    assert found.size
    assert all(fact.isprintable() for fact in found.facts)


@given(secret=st.text(alphabet="0123456789abcdefXYZ", min_size=12, max_size=90))
def test_no_part_of_a_secret_is_shown(secret: str) -> None:
    texts = (
        secret,
        json.dumps({"token": secret}),
        json.dumps({**ACCOUNT, "private_key": secret}),
        f"[api]\nemail=a@b.example\nkey={secret}\nsite=https://x.example",
        f"-----BEGIN PRIVATE KEY-----\n{secret}\n-----END PRIVATE KEY-----",
    )
    for text in texts:
        assert secret not in repr(summarise(text))


def test_facts_are_harmless_on_a_screen() -> None:
    found = summarise(json.dumps({**ACCOUNT, "client_email": "a\x1b[31m\n" + "b" * 500}))
    assert all(fact.isprintable() and len(fact) <= 64 for fact in found.facts)


def test_a_short_secret_has_no_fingerprint() -> None:
    assert summarise("hunter2").facts == ()
    assert summarise("x" * 64).facts != ()


@given(text=st.text(st.characters(categories=["Cs", "Lu"]), min_size=64, max_size=90))
def test_halves_of_characters_have_a_summary_too(text: str) -> None:
    assert summarise(text).size
    assert summarise(json.dumps({**ACCOUNT, "project_id": text})).kind
