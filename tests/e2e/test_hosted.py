"""A server for many: a visitor sees what is theirs, and a file over the limit is told so."""

import contextlib
import datetime as dt
import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Setting, build, build_answers
from tests.e2e import uploads
from tests.e2e.conftest import Visit
from tests.e2e.driver import ROOT, App, free_port, server
from tests.e2e.said import said
from tests.e2e.visitor import Visitor
from touchpoints import i18n, links, members, privacy, snapshots, workspaces
from touchpoints.exports import findings
from touchpoints.model import Filters

SECRET = "a secret that only this test server knows"


@dataclass(frozen=True)
class Hosted:
    """A server for many, and the provider that signs in whoever `signs_in` names."""

    address: str
    provider: str
    visitor: Path

    def signs_in(self, app: App, address: str, title: str = "Entrar") -> App:
        """Open the start page and sign in as this address."""
        self.visitor.write_text(address)
        app.open("/")
        app.page.get_by_role("button", name=title).click()
        app.page.get_by_text(address.replace("@", "@\u2060")).wait_for()
        app.problems[:] = [one for one in app.problems if self.provider not in one]
        return app


@contextlib.contextmanager
def provider(visitor: Path) -> Iterator[dict[str, str]]:
    """A provider that signs in whoever the file names; the settings of a server that trusts it."""
    port = free_port()
    command = [sys.executable, "-m", "tests.e2e.provider", str(port), str(visitor)]
    with subprocess.Popen(command, cwd=ROOT) as started:
        try:
            yield {
                "TOUCHPOINTS_MODE": "hosted",
                "TOUCHPOINTS_COOKIE_SECRET": SECRET,
                "TOUCHPOINTS_SIGN_IN_METADATA_URL": f"http://127.0.0.1:{port}/.well-known/openid-configuration",
                "TOUCHPOINTS_SIGN_IN_CLIENT_ID": "touchpoints",
                "TOUCHPOINTS_SIGN_IN_CLIENT_SECRET": "secret",
                "TOUCHPOINTS_UPLOAD_MEGABYTES": "1",
            }
        finally:
            started.kill()


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    folder = tmp_path_factory.mktemp("hosted")
    visitor = folder / ".visitor"
    with (
        provider(visitor) as settings,
        server(folder, hosted_as="TOUCHPOINTS_HOST", **settings) as address,
    ):
        at = settings["TOUCHPOINTS_SIGN_IN_METADATA_URL"].partition(".well-known")[0]
        yield Hosted(address, at, visitor)


def test_a_visitor_signs_in_and_sees_a_workspace_once_invited(
    visit: Visit, hosted: Hosted, tmp_path: Path
) -> None:
    ana = hosted.signs_in(visit("pt", at=hosted.address), "ana@example.com")
    ana.upload(uploads.csv(tmp_path, "segredo.csv", uploads.EVENTS)).load()
    link = ana.page.url.removeprefix(hosted.address)
    bia = hosted.signs_in(visit("pt", at=hosted.address), "bia@example.com")

    assert "segredo" not in bia.text()
    bia.open(link)
    assert "segredo" not in bia.text()
    assert (
        said("pt", "There is no workspace at this link. Check the link, or start a new workspace.")
        in bia.text()
    )

    ana.open(link.replace("/data", "/workspace"))
    ana.page.get_by_label(said("pt", "E-mail address")).fill("bia@example.com")
    ana.act(lambda: ana.page.get_by_role("button", name=said("pt", "Invite")).click())
    assert "segredo" in bia.open(link).text()


def test_what_is_downloaded_is_noted_for_the_owner(
    visit: Visit, hosted: Hosted, tmp_path: Path
) -> None:
    ana = hosted.signs_in(visit("pt", at=hosted.address), "ana@example.com")
    ana.upload(uploads.csv(tmp_path, "visitas.csv", uploads.EVENTS)).load()

    with ana.page.expect_download() as taken:
        ana.page.get_by_role("button", name=said("pt", "Refused rows")).click()

    header = taken.value.path().read_text(encoding="utf-8-sig").splitlines()[0]
    assert said("pt", "row in the file") in header
    ana.follow("privacy")
    (workspace,) = re.findall(r"w=(\w{32})", ana.page.url)
    noted = privacy.log(hosted.visitor.parent / workspace)
    assert [(line["who"], line["what"]) for line in reversed(noted)] == [
        ("ana@example.com", "imported"),
        ("ana@example.com", "opened"),
        ("ana@example.com", "exported"),
    ]


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"]
)
def test_a_hosted_server_tells_nothing_about_itself(hosted: Hosted, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(hosted.address + path)

    assert refused.value.code == 404
    refused.value.close()


def test_a_hosted_server_says_whether_it_can_work(hosted: Hosted) -> None:
    with urllib.request.urlopen(f"{hosted.address}/healthz") as answer:
        assert json.load(answer) == {"status": "ok", "disk": True, "room": True, "query": True}
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_nobody_sees_a_page_without_signing_in_which_leads_to_it_until_it_ends(
    visit: Visit, hosted: Hosted
) -> None:
    app = visit("es", at=hosted.address).open("/glossary?term=NPS")
    ended = said("es", "Your sign-in has ended. Sign in again, and you come back to this page.")
    assert said("es", "This server shows each person their own workspaces.") in app.text()
    title = said("es", "What the figures mean")
    assert title not in app.page.locator("h1").all_inner_texts()
    assert ended not in app.text()

    for signed_in, shown in (
        (f"ana@example.com {8 * 86_400}", app.page.get_by_text(ended)),
        ("ana@example.com", app.page.get_by_role("heading", level=1, name=title)),
    ):
        hosted.visitor.write_text(signed_in)
        app.page.get_by_role("button", name=said("es", "Sign in")).click()
        shown.wait_for()

    assert app.page.url == f"{hosted.address}/glossary?term=NPS"
    app.problems[:] = [one for one in app.problems if hosted.provider not in one]


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
def test_a_file_over_the_limit_is_told_before_it_is_sent(
    visit: Visit, hosted: Hosted, tmp_path: Path, language: str
) -> None:
    large = uploads.csv(tmp_path, "large.csv", "customer_id,date\n" + "1,2026-03-13\n" * 90_000)
    app = hosted.signs_in(
        visit(language, at=hosted.address), "ana@example.com", said(language, "Sign in")
    )

    app.page.set_input_files('[data-testid="stFileUploader"] input[type=file]', [large])

    app.page.locator('[data-testid="stFileChip"][aria-invalid="true"]').wait_for()
    shown = app.page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=stFileUploader]'), '::after').content"
    )
    sentence = said(
        language,
        "The files in red were not accepted: they are larger than {megabytes} MB, neither CSV nor Excel, or "
        "the disk has too little room for them. Export a shorter period, split the file, or free some space.",
        megabytes=1,
    )
    assert shown == f'"{sentence}"'
    assert app.page.locator(".st-key-load").count() == 0


def test_a_read_only_link_shows_what_it_says_to_a_stranger_and_to_who_has_not_signed_in(
    visit: Visit, hosted: Hosted, setting: Setting
) -> None:
    setting("COOKIE_SECRET", SECRET)
    folder = hosted.visitor.parent
    ways = {f"a{n}": "ad/web/awareness buy/shop/purchase" for n in range(30)} | {"b": "fax/fax/x"}
    workspace = build(folder, ways)
    members.found(workspace.folder, "ana@example.com")
    link = links.create(workspace.folder, "Eva", ["funnel"], Filters(), dt.date(2999, 1, 1))
    token = links.token(workspace.folder, link)
    stranger = hosted.signs_in(visit("pt", at=hosted.address), "eva@example.com")

    for app in (visit("pt", at=hosted.address), stranger):
        app.open(f"/heatmap?s={token}&w={workspace.identifier}")
        assert app.page.get_by_role("dialog").count() == 0
        assert app.page.get_by_role("heading", level=3).all_inner_texts() == [said("pt", "Funnel")]
        assert app.page.get_by_test_id("stTopNavLink").count() == 0
        assert app.page.get_by_test_id("stDownloadButton").count() == 0
        assert "fax" not in app.text()
        app.page.get_by_text(said("pt", "Table")).first.click()
        app.page.get_by_test_id("stDataFrame").wait_for()
        app.page.get_by_test_id("stDataFrame").hover()
        assert app.page.get_by_label(re.compile("CSV")).locator("visible=true").count() == 0

    title = said("pt", "What the figures mean")
    stranger.act(stranger.page.get_by_role("button", name=title).click)
    glossary = stranger.page.get_by_role("dialog")
    glossary.get_by_role("textbox").fill("nps")
    stranger.act(lambda: glossary.get_by_role("textbox").press("Enter"))
    glossary.get_by_text(said("pt", "Events"), exact=True).wait_for(state="detached")
    assert said("pt", "Search") in glossary.inner_text()

    links.revoke(workspace.folder, link.identifier)
    stranger.open(f"/?s={token}")
    assert said("pt", "Funnel") not in stranger.text()
    stranger.open(f"/funnel?w={workspace.identifier}")
    assert said(
        "pt", "There is no workspace at this link. Check the link, or start a new workspace."
    ) in (stranger.text())


def test_no_message_to_a_guest_holds_a_small_group_a_person_or_a_comment_that_is_not_allowed(
    hosted: Hosted, setting: Setting
) -> None:
    setting("COOKIE_SECRET", SECRET)
    ways = {f"a{n}": "ad/web/awareness buy/shop/purchase" for n in range(30)}
    ways |= {f"b{n}": "faxed/faxed/awareness" for n in range(4)}
    told = {"language": "en", "sentiment": -0.9, "label": "negative"}
    given: list[dict[str, object]] = [
        {"person": f"a{n}", "channel": "web", "touchpoint": "buy", "score": n % 11, **told}
        | {"comment": f"Terrible goose number {n}"}
        for n in range(30)
    ]
    given += [{"person": "b1", "channel": "faxed", "touchpoint": "faxed", "score": 1, **told}]
    workspace = build_answers(hosted.visitor.parent, given, ways)
    secret = workspaces.secret(workspace.folder)
    names = [finding.name for finding in findings.FINDINGS]

    def received(names: list[str], *, comments: bool) -> bytes:
        until = dt.date(2999, 1, 1)
        link = links.create(workspace.folder, "Eva", names, Filters(), until, comments=comments)
        with Visitor(hosted.address) as guest:
            guest.open(f"/?lang=en&s={links.token(workspace.folder, link)}")
            assert list(guest.unfold().found("dataframe"))
            return b"".join(guest.frames)

    held = received(names, comments=False)
    assert b"shop" in held
    assert b"faxed" not in held
    assert b"goose" not in held
    assert not any(snapshots.pseudonym(secret, one).encode() in held for one in ways)
    assert b"goose" in received(["comments"], comments=True)
