"""Microsoft's clouds: one choice, of which all hosts follow."""

from __future__ import annotations

from typing import Any

import pytest

from wizard.connectors import load
from wizard.connectors.serialize import to_wire
from wizard.forms import Form, FormState

GLOBAL = ("https://graph.microsoft.com", "https://login.microsoftonline.com", "sharepoint.com")
HIGH = ("https://graph.microsoft.us", "https://login.microsoftonline.us", "sharepoint.us")
DOD = ("https://dod-graph.microsoft.us", "https://login.microsoftonline.us", "sharepoint.us")
CHINA = (
    "https://microsoftgraph.chinacloudapi.cn",
    "https://login.chinacloudapi.cn",
    "sharepoint.cn",
)
HOSTS = ("graph_api_host", "authority_host", "sharepoint_domain_suffix")


def sent_hosts(type: str, config: dict[str, Any]) -> dict[str, Any]:
    """What is sent of the hosts; raises where something is refused."""
    form = Form.from_type(load(type).config)
    reading = form.read(form.to_raw(config))
    assert reading.value is not None, reading.errors
    return {key: value for key, value in to_wire(reading.value).items() if key in HOSTS}


@pytest.mark.parametrize("cloud", [HIGH, DOD, CHINA])
def test_one_choice_of_a_cloud_sets_all_of_its_hosts(cloud: tuple[str, str, str]) -> None:
    chosen = {"graph_api_host": cloud[0]}
    assert sent_hosts("sharepoint", chosen) == dict(zip(HOSTS, cloud, strict=True))
    assert sent_hosts("teams", chosen) == dict(zip(HOSTS[:2], cloud, strict=False))


@pytest.mark.parametrize("type", ["sharepoint", "teams"])
def test_the_cloud_is_all_that_is_asked(type: str) -> None:
    state = FormState(Form.from_type(load(type).config))
    assert [place.loc for place in state.places() if place.loc[-1] in HOSTS] == [HOSTS[:1]]


def test_a_file_may_give_all_hosts() -> None:
    given = dict(zip(HOSTS, HIGH, strict=True))
    assert sent_hosts("sharepoint", given) == given
    slashes = {key: f"{host}/" for key, host in given.items() if key != HOSTS[2]}
    assert sent_hosts("sharepoint", slashes) == given
    assert sent_hosts("sharepoint", dict(zip(HOSTS, GLOBAL, strict=True))) == {}


@pytest.mark.parametrize(
    ("hosts", "words"),
    [
        ({"authority_host": HIGH[1]}, [HIGH[0], DOD[0]]),
        ({"authority_host": CHINA[1]}, [CHINA[0]]),
        ({"graph_api_host": HIGH[0], "authority_host": GLOBAL[1]}, [GLOBAL[0]]),
        ({"authority_host": "https://login.example.com"}, [GLOBAL[1]]),
        ({"sharepoint_domain_suffix": HIGH[2]}, ["another cloud"]),
        ({"graph_api_host": "https://graph.example.com"}, ["Worldwide"]),
    ],
)
def test_hosts_of_two_clouds_are_told(hosts: dict[str, str], words: list[str]) -> None:
    form = Form.from_type(load("sharepoint").config)
    [error] = form.read(form.to_raw(hosts)).errors
    assert error.loc == ("graph_api_host",)
    assert all(word in error.message for word in words)


def test_the_choice_on_the_screen_mends_what_a_file_left_out() -> None:
    form = Form.from_type(load("teams").config)
    state = FormState(form, form.to_raw({"authority_host": HIGH[1]}))
    assert not state.read().ok
    state.set(("graph_api_host",), HIGH[0])
    assert state.read().ok
