"""Where files live: as XDG says, the sandbox apart, and nothing is made by asking."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wizard.storage.paths import Paths


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other places")
def test_the_usual_places(home: Path) -> None:
    paths = Paths.find()
    assert paths.config == home / ".config/clarm-wizard"
    assert paths.drafts == home / ".local/state/clarm-wizard/drafts"
    assert paths.history == home / ".local/state/clarm-wizard/history.jsonl"
    assert paths.crash.is_relative_to(home / ".local/state/clarm-wizard")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other places")
def test_xdg_is_honoured(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "s"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    paths = Paths.find()
    assert paths.config == tmp_path / "c/clarm-wizard"
    assert paths.state == tmp_path / "s/clarm-wizard"
    assert paths.drafts.is_relative_to(paths.state)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other places")
@pytest.mark.parametrize("value", ["relative", "./here", "~/there", "..", " "])
def test_a_relative_place_counts_for_nothing(
    value: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Paths.find()
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", value)
    assert Paths.find() == usual


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other places")
def test_nor_does_it_where_platformdirs_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Paths.find()
    for name in ("user_config_path", "user_state_path", "user_log_path"):
        monkeypatch.setattr(f"platformdirs.{name}", lambda app, **_: Path("relative", app))
    assert Paths.find() == usual


def test_the_sandbox_keeps_its_own() -> None:
    real, sandbox = Paths.find(), Paths.find(sandbox=True)
    assert sandbox.config == real.config
    assert sandbox.history != real.history
    assert sandbox.drafts != real.drafts
    assert not sandbox.drafts.is_relative_to(real.drafts)


@pytest.mark.slow
def test_nothing_is_made_by_asking_or_importing(home: Path) -> None:
    code = (
        "import wizard.storage.drafts as d, wizard.storage.history as h, wizard.auth.session;"
        "from wizard.storage.paths import Paths; p = Paths.find();"
        "s = d.DraftStore(p.drafts); s.list(); s.new_id(); h.History(p.history).read()"
    )
    subprocess.run([sys.executable, "-B", "-c", code], check=True)
    assert list(home.iterdir()) == []
