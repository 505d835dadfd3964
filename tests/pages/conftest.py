"""Pages look for their workspaces where the tests make them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Setting
from touchpoints import i18n


@pytest.fixture(autouse=True)
def _workspaces_of_the_test(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: Setting
) -> Iterator[None]:
    monkeypatch.delenv("TOUCHPOINTS_MODE", raising=False)
    setting("DATA", tmp_path)
    i18n.use("en")
    yield
    i18n.use("en")
