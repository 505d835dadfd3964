"""Settings come from the environment, else from a file; what cannot be meant stops the start."""

from pathlib import Path

import pytest

from touchpoints import settings
from touchpoints.errors import SettingsWrong

HOSTED = {
    "TOUCHPOINTS_MODE": "hosted",
    "TOUCHPOINTS_HOST": "touchpoints.example",
    "TOUCHPOINTS_COOKIE_SECRET": "s" * 32,
    "TOUCHPOINTS_SIGN_IN_HEADER": "X-Forwarded-Email",
}
OPENID = {
    "TOUCHPOINTS_SIGN_IN_METADATA_URL": "https://id.example/.well-known/openid-configuration",
    "TOUCHPOINTS_SIGN_IN_CLIENT_ID": "touchpoints",
    "TOUCHPOINTS_SIGN_IN_CLIENT_SECRET": "secret",
}


def read(tmp_path: Path, environment: dict[str, str], written: str = "") -> settings.Settings:
    file = tmp_path / "config.toml"
    if written:
        file.write_text(written, encoding="utf-8")
    return settings.read(environment, file)


def test_without_a_word_the_app_is_local(tmp_path: Path) -> None:
    found = read(tmp_path, {})

    assert not found.is_hosted
    assert found.memory == "1GB"


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, {"TOUCHPOINTS_MEMORY": "2GB"}, 'memory = "3GB"\nthreads = 3\n')

    assert (found.memory, found.threads) == ("2GB", 3)


def test_a_hosted_server_starts_with_a_host_a_secret_and_one_way_to_sign_in(tmp_path: Path) -> None:
    assert read(tmp_path, HOSTED).is_hosted
    by_openid = {**HOSTED, **OPENID, "TOUCHPOINTS_SIGN_IN_HEADER": ""}
    assert read(tmp_path, by_openid).is_hosted


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"TOUCHPOINTS_HOST": ""}, "TOUCHPOINTS_HOST"),
        ({"TOUCHPOINTS_COOKIE_SECRET": "short"}, "TOUCHPOINTS_COOKIE_SECRET"),
        ({"TOUCHPOINTS_SIGN_IN_HEADER": ""}, "TOUCHPOINTS_SIGN_IN"),
        (OPENID, "TOUCHPOINTS_SIGN_IN"),
        ({"TOUCHPOINTS_SIGN_IN_CLIENT_ID": "half"}, "TOUCHPOINTS_SIGN_IN"),
        ({"TOUCHPOINTS_MODE": "public"}, "TOUCHPOINTS_MODE"),
        ({"TOUCHPOINTS_THREADS": "many"}, "TOUCHPOINTS_THREADS"),
    ],
)
def test_half_a_setting_up_is_refused_by_name(
    tmp_path: Path, changed: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsWrong, match=f"setting {named} is wrong"):
        read(tmp_path, {**HOSTED, **changed})


@pytest.mark.parametrize("written", ["colour = 1\n", "mode = \n"])
def test_a_file_that_cannot_be_meant_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(SettingsWrong):
        read(tmp_path, {}, written)


def test_the_page_of_the_docs_lists_every_setting() -> None:
    page = (settings.ROOT / "docs" / "settings.md").read_text(encoding="utf-8")

    assert page == settings.documented()
