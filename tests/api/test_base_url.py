from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.api import DEFAULT_URL, BaseUrl, BaseUrlError


@pytest.mark.parametrize(
    ("text", "url", "host", "loopback"),
    [
        (DEFAULT_URL, "https://api.clarm.com", "api.clarm.com", False),
        ("  https://API.Clarm.com:443/  ", "https://api.clarm.com", "api.clarm.com", False),
        ("https://api.clarm.com/v1/", "https://api.clarm.com", "api.clarm.com", False),
        ("https://proxy.example:8443/clarm//", "https://proxy.example:8443/clarm",
         "proxy.example:8443/clarm", False),
        ("http://localhost:8000", "http://localhost:8000", "localhost:8000", True),
        ("http://127.0.0.1:1/", "http://127.0.0.1:1", "127.0.0.1:1", True),
        ("http://[::1]:8000", "http://[::1]:8000", "[::1]:8000", True),
        ("https://10.0.0.7", "https://10.0.0.7", "10.0.0.7", False),
    ],
)  # fmt: skip
def test_good_addresses(text: str, url: str, host: str, loopback: bool) -> None:
    base = BaseUrl.parse(text)
    assert (base.url, base.host, base.loopback) == (url, host, loopback)
    assert base.create_url == f"{url}/v1/sources/create"
    assert BaseUrl.parse(str(base)) == base


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "https://"),
        ("api.clarm.com", "https://"),
        ("ftp://api.clarm.com", "https://"),
        ("https://", "https://"),
        ("http://api.clarm.com", "sent over http://"),
        ("http://127.0.0.1.evil.example", "sent over http://"),
        ("http://localhost.evil.example", "sent over http://"),
        ("http://0.0.0.0", "sent over http://"),
        ("https://user:hunter2@api.clarm.com", "password"),
        ("https://api.clarm.com\\@evil.example", "ASCII"),
        ("https://api.clarm.com?x=1", "?"),
        ("https://api.clarm.com/#", "#"),
        ("https://api.clarm.com:99999", "isn't valid"),
        ("https://[::1", "isn't valid"),
        ("https://a..b", "host name"),
        ("https://-a.b", "host name"),
        ("https://аpi.clarm.com", "xn--"),
        ("https://api.clarm.com/\r\nX: y", "ASCII"),
    ],
)
def test_bad_addresses_are_told_apart(text: str, word: str) -> None:
    with pytest.raises(BaseUrlError) as caught:
        BaseUrl.parse(text)
    assert word in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.slow
@given(st.text(max_size=40).map(lambda text: f"http://{text}"))
def test_plain_http_never_leaves_this_machine(text: str) -> None:
    try:
        base = BaseUrl.parse(text)
    except BaseUrlError:
        return
    assert base.loopback
