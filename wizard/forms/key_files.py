"""Identifies the kind of key in a text without revealing any of it.

Recognises Google service-account keys, signed-in users and OAuth clients in JSON, PEM private keys,
and settings files with sections, such as zuliprc. Other JSON or text is described by size alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wizard.forms.messages import listing
from wizard.utils.text import shortened

_MIN_KEY_CHARS = 64
"""A shorter secret has no fingerprint: it could be guessed from one."""
_MAX_FACT_CHARS = 64


@dataclass(frozen=True, slots=True)
class KeyFileSummary:
    """What may be shown of a secret.

    kind: what it is; empty if not recognised.
    size: its characters and lines, in words.
    facts: what distinguishes it from others of its kind; never a part of the secret.
    problems: what is wrong with it, as sentences.
    """

    kind: str
    size: str
    facts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def summarise(text: str) -> KeyFileSummary:
    """Describe ``text`` by its shape, without raising or repeating anything secret."""
    size = _size(text)
    body = text.strip().lstrip("\ufeff")
    kind: str = ""
    facts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    for recognise in (_json, _pem, _settings):
        found = recognise(body)
        if found is not None:
            kind, facts, problems = found
            break
    if len(body) >= _MIN_KEY_CHARS and not problems:
        content = text.encode(errors="surrogatepass")
        facts = (*facts, f"SHA-256 {hashlib.sha256(content).hexdigest()[:8]}")
    return KeyFileSummary(kind, size, tuple(fact for fact in facts if fact), problems)


def _size(text: str) -> str:
    lines = len(text.splitlines())
    characters = "1 character" if len(text) == 1 else f"{len(text):,} characters"
    return f"{characters}, {lines:,} line" + ("s" if lines != 1 else "")


_Found = tuple[str, tuple[str, ...], tuple[str, ...]]


def _shown(value: Any) -> str:
    """Return a fact from the file, safe to display: one line, printable, of limited length."""
    text = "".join(c for c in value if c.isprintable()) if isinstance(value, str) else ""
    return shortened(text, _MAX_FACT_CHARS)


def _lacks(data: Mapping[str, Any], *keys: str) -> tuple[str, ...]:
    missing = [key for key in keys if not data.get(key)]
    return (f"It doesn't contain {listing(missing, 'and')}.",) if missing else ()


# --- JSON --------------------------------------------------------------------------------------


def _json(body: str) -> _Found | None:
    if not body.startswith("{"):
        return None
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return _broken_json(body)
    if not isinstance(data, dict):
        return None
    if data.get("type") == "service_account" or "private_key_id" in data:
        return _service_account(data)
    if data.get("type") == "authorized_user":
        return (
            "Google authorized-user credentials",
            (_shown(data.get("account")), _client(data)),
            _lacks(data, "client_id", "client_secret", "refresh_token"),
        )
    for name in ("installed", "web"):
        client = data.get(name)
        if isinstance(client, dict) and "client_secret" in client:
            problem = "This is an OAuth client, which can't sign in alone. Enter a token."
            return "Google OAuth client", (_client(client),), (problem,)
    if "refresh_token" in data and "client_id" in data:
        return "OAuth token", (_client(data),), ()
    keys = "1 key" if len(data) == 1 else f"{len(data)} keys"
    return f"JSON with {keys}", (), ()


def _broken_json(body: str) -> _Found:
    if len(body.splitlines()) == 1 and "}" not in body:
        problem = "This is only the first line. Paste the whole file, or load it."
    elif not body.rstrip().endswith("}"):
        problem = "The end is missing. Paste the whole file, or load it."
    else:
        problem = "This isn't valid JSON. Copy it again."
    return "JSON", (), (problem,)


def _service_account(data: Mapping[str, Any]) -> _Found:
    problems = list(_lacks(data, "client_email", "private_key", "token_uri"))
    key = data.get("private_key")
    if isinstance(key, str) and key:
        inner = _pem(key.strip())
        if inner is None:
            problems.append("Its private_key isn't a PEM key.")
        else:
            problems += [f"In private_key: {_lower(problem)}" for problem in inner[2]]
    key_id = _shown(data.get("private_key_id"))[:8]
    return (
        "Google service-account key",
        (_shown(data.get("client_email")), f"key ID {key_id}…" if key_id else ""),
        tuple(problems),
    )


def _client(data: Mapping[str, Any]) -> str:
    client = _shown(data.get("client_id"))
    return f"client {client.partition('-')[0].partition('.')[0]}" if client else ""


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


# --- PEM ---------------------------------------------------------------------------------------

_BEGIN = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----")
_KINDS = {
    "PRIVATE KEY": "Private key (PKCS #8)",
    "ENCRYPTED PRIVATE KEY": "Private key, encrypted",
    "RSA PRIVATE KEY": "RSA private key",
    "EC PRIVATE KEY": "EC private key",
    "DSA PRIVATE KEY": "DSA private key",
    "OPENSSH PRIVATE KEY": "OpenSSH private key",
    "PGP PRIVATE KEY BLOCK": "PGP private key",
}
_PUBLIC = {
    "CERTIFICATE": "a public certificate",
    "PUBLIC KEY": "a public key",
    "RSA PUBLIC KEY": "a public key",
    "CERTIFICATE REQUEST": "a certificate request",
    "PGP PUBLIC KEY BLOCK": "a public key",
}


def _pem(body: str) -> _Found | None:
    labels = _BEGIN.findall(body)
    if not labels:
        return _public_ssh(body)
    private = [label for label in labels if label.endswith(("PRIVATE KEY", "PRIVATE KEY BLOCK"))]
    if not private:
        what = _PUBLIC.get(labels[0], "no private key")
        return "PEM", (), (f"This is {what}, not the private key.",)
    label = private[0]
    certificates = labels.count("CERTIFICATE")
    facts = [] if not certificates else ["with its certificate"]
    if "Proc-Type: 4,ENCRYPTED" in body or label.startswith("ENCRYPTED"):
        facts.append("needs its passphrase")
    return _KINDS.get(label, "Private key"), tuple(facts), _damage(body, label)


def _damage(body: str, label: str) -> tuple[str, ...]:
    start = body.index(f"-----BEGIN {label}-----")
    end = body.find(f"-----END {label}-----", start)
    if end < 0:
        first = len(body[start:].splitlines()) == 1
        what = "This is only the first line." if first else "The end is missing."
        return (f"{what} Paste the whole key, or load the file.",)
    inner = body[start:end].partition("-----BEGIN " + label + "-----")[2]
    if "\\n" in inner:
        return ("Its line breaks are written as \\n. Load the file instead.",)
    if "\n" not in inner.strip() and len(inner.strip()) > _MIN_KEY_CHARS * 2:
        return ("Its line breaks were lost. Paste it again with them, or load the file.",)
    text = "".join(
        line for line in inner.splitlines() if ":" not in line and not line.startswith("=")
    )
    if re.search(r"[^A-Za-z0-9+/=\s]", text) or not text.strip():
        return ("It contains characters that keys don't have. Copy it again.",)
    return ()


def _public_ssh(body: str) -> _Found | None:
    if re.match(r"(ssh-(rsa|ed25519|dss)|ecdsa-sha2-\S{1,40}) [A-Za-z0-9+/=]{20,}", body):
        return "OpenSSH", (), ("This is a public key, not the private key.",)
    return None


# --- Settings with sections --------------------------------------------------------------------


def one_setting_a_line(text: str) -> str:
    """Split settings pasted on one line, ``[api] email=… key=…``, into one per line.

    A literal ``\\n`` also separates them. A text of several lines is returned unchanged.
    """
    if len(text.strip().splitlines()) != 1:
        return text
    return re.sub(r"(?:\\[rn])+|(?<=\])[ \t]+|[ \t]+(?=[A-Za-z_]\w*[ \t]*=)", "\n", text.strip())


def _settings(body: str) -> _Found | None:
    body = one_setting_a_line(body)
    if not re.match(r"(?:[#;].*\n|\s)*\[[^\]\n]{1,60}\][ \t]*(?:\n|$)", body):
        return None
    import configparser  # imported here because few secrets need it

    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(body)
    except configparser.Error:
        return "Settings", (), ("Not all of its lines are name=value.",)
    if parser.has_section("api"):
        api = dict(parser.items("api"))
        if {"email", "site"} & set(api):
            facts = (_shown(api.get("email")), _shown(api.get("site")))
            return "zuliprc", facts, _lacks(api, "email", "key", "site")
    sections = "1 section" if len(parser.sections()) == 1 else f"{len(parser.sections())} sections"
    empty = not any(parser.items(name) for name in parser.sections())
    problems = ("It has no settings.",) if empty else ()
    return f"Settings with {sections}", (), problems
