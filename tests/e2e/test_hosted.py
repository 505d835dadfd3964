"""A server for many: a visitor sees what is theirs, and a file over the limit is told so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import uploads
from tests.e2e.conftest import Visit
from tests.e2e.driver import server
from tests.e2e.said import said
from touchpoints import i18n

HOSTED = {
    "TOUCHPOINTS_MODE": "hosted",
    "TOUCHPOINTS_HOST": "127.0.0.1",
    "TOUCHPOINTS_COOKIE_SECRET": "a secret that only this test server knows",
    "TOUCHPOINTS_SIGN_IN_HEADER": "X-Forwarded-Email",
}


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hosted")
    with server(folder, "--server.maxUploadSize=1", **HOSTED) as address:
        yield address


def test_a_visitor_sees_a_workspace_only_by_its_link(
    visit: Visit, hosted: str, tmp_path: Path
) -> None:
    first, second = visit("pt", at=hosted).open("/"), visit("pt", at=hosted)
    first.upload(uploads.csv(tmp_path, "segredo.csv", uploads.EVENTS)).press()
    first.page.wait_for_url("**/data?*")
    assert "segredo" in first.text()

    assert "segredo" not in second.open("/").text()
    assert "segredo" not in second.open("/data").text()
    assert "segredo" in second.open(first.page.url.removeprefix(hosted)).text()


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
def test_a_file_over_the_limit_is_told_before_it_is_sent(
    visit: Visit, hosted: str, tmp_path: Path, language: str
) -> None:
    large = uploads.csv(tmp_path, "large.csv", "customer_id,date\n" + "1,2026-03-13\n" * 90_000)
    app = visit(language, at=hosted).open("/")

    app.page.set_input_files('[data-testid="stFileUploader"] input[type=file]', [large])

    app.page.locator('[data-testid="stFileChip"][aria-invalid="true"]').wait_for()
    shown = app.page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=stFileUploader]'), '::after').content"
    )
    sentence = said(
        language,
        "The files in red were not accepted: they are larger than {megabytes} MB, or neither CSV nor "
        "Excel. Export a shorter period, or split the file.",
        megabytes=1,
    )
    assert shown == f'"{sentence}"'
    assert app.page.get_by_test_id("stBaseButton-primary").count() == 1
