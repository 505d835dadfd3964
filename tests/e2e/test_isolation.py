"""Three people at random over six workspaces: nothing of a workspace reaches who may not see it.

Every workspace has words that stand nowhere else. After each act every byte that came back, through the
websocket or by an address, is searched for the words of the others. `TOUCHPOINTS_STEPS=2000` walks
further, `TOUCHPOINTS_SEED` elsewhere.
"""

import datetime as dt
import io
import os
import random
import string
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pypdf
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.conftest import Setting
from tests.e2e.driver import server
from tests.e2e.visitor import Visitor
from touchpoints import links, members, notebook, permissions, views, workspaces
from touchpoints.importing import load, mapping, sniff
from touchpoints.model import Filters
from touchpoints.views import View
from touchpoints.workspaces import Workspace

STEPS = int(os.environ.get("TOUCHPOINTS_STEPS", "40"))
SEED = int(os.environ.get("TOUCHPOINTS_SEED", "7"))
PEOPLE = ("ana@example.com", "bia@example.com", "caio@example.com")
ROLES = {
    "viewer": "Viewer: sees everything",
    "editor": "Editor: also loads files and writes notes",
    "owner": "Owner: also invites people and deletes",
}
PAGES = (
    *("", "overview", "data", "funnel", "heatmap", "trends", "scorecard", "paths", "changes"),
    *("attribution", "person", "response", "loyalty", "feedback", "score_trend", "themes", "terms"),
    *("before", "drivers", "comments", "adjust", "report", "present", "workspace", "privacy"),
)
WITH_FILES = ("data", "funnel", "heatmap", "feedback", "comments", "privacy")
SECRET = "a secret that only this test server knows"
LATER = dt.date(2999, 1, 1)


class Shop:
    """One workspace and its words: `word` in every name, `voice` in every comment, `person` in every id."""

    def __init__(self, root: Path, scratch: Path, chance: random.Random) -> None:
        letters = ["".join(chance.sample(string.ascii_lowercase, 9)) for _ in range(3)]
        self.word, self.voice, self.person = (
            kind + rest for kind, rest in zip(("Word", "Voice", "Person"), letters, strict=True)
        )
        self.root, self.folder = root, self._loaded(root, scratch).folder
        self.links = [
            links.create(self.folder, f"{self.word} link", ["funnel"], Filters(), LATER),
            links.create(
                self.folder,
                f"{self.word} loud",
                ["funnel", "comments"],
                Filters(),
                LATER,
                comments=True,
            ),
        ]
        self.tokens = [links.token(self.folder, link) for link in self.links]

    def _loaded(self, root: Path, scratch: Path) -> Workspace:
        word, voice = self.word, self.voice
        rows = [
            f"{self.person}{n},2026-03-{n % 27 + 1:02d} 1{step}:00,{word} web,{word} {what},{word} {stage}"
            for n in range(40)
            for step, (what, stage) in enumerate((("ad", "see"), ("visit", "look"), ("buy", "pay")))
            if n % 3 >= step
        ]
        rows.append(f"{self.person},yesterday,{word} web,{word} ad,{word} see")
        told = [
            f"{self.person}{n},2026-03-{n % 27 + 1:02d},{word} web,{n % 11},Terrible {voice} delivery"
            for n in range(30)
        ]
        made = workspaces.create(root, f"{word} shop")
        accepted = []
        for name, header, lines in (
            ("events", "customer_id,timestamp,channel,event,stage", rows),
            ("answers", f"customer_id,date,channel,How likely to recommend {word}?,comment", told),
        ):
            path = scratch / f"{word}-{name}.csv"
            path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
            (table,) = sniff.read(path, path.name)
            accepted.append(load.Accepted(table, mapping.propose(table).mapping))
        load.load(made.folder, accepted)
        views.save(made.folder, View(f"{word} view", "funnel", {"channel": [f"{word} web"]}))
        return made

    @property
    def words(self) -> tuple[bytes, ...]:
        return self.word.encode(), self.voice.encode(), self.person.encode()

    @property
    def identifier(self) -> str:
        return self.folder.name


def unpacked(content: bytes) -> bytes:
    """The words of a download, out of its container."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return b"".join(packed.read(name) for name in packed.namelist())
    if content.startswith(b"%PDF"):
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return "".join(page.extract_text() for page in pages).encode()
    return content


def owned(shop: Shop) -> tuple[str, dict[str, permissions.Role]]:
    """What only an owner changes."""
    return workspaces.at(shop.folder).name, members.members(shop.folder)


class Walk:
    """The people, their tabs, and what each act gave them."""

    def __init__(self, address: str, shops: list[Shop], tabs: dict[str, Visitor]) -> None:
        self.address, self.shops, self.tabs = address, shops, tabs
        self.chance = random.Random(SEED)
        self.held: dict[str, tuple[Shop, list[Any]]] = {}
        self.who = ""
        self.seen: Counter[str] = Counter()
        self.done: list[str] = []
        self.replayed: list[WidgetState] = []

    def step(self) -> None:
        """One act of somebody, and what came back."""
        who, shop = self.chance.choice(list(self.tabs)), self.chance.choice(self.shops)
        allowed = {
            word for one in self.shops if members.role_of(one.folder, who) for word in one.words
        }
        before = [owned(one) for one in self.shops]
        acts = [self.open] * 6 + [self.download] * 4 + [self.link] * 3
        acts += [self.filter, self.write, self.guess, self.forge, self.member, self.member]
        act = self.chance.choice(acts)
        self.done.append(f"{act.__name__} {who} {shop.word}")
        tab, self.who = self.tabs[who], who
        tab.frames.clear()
        try:
            allowed |= act(tab, shop) or set()
        except LookupError:  # what the page does not have cannot be pressed
            self.done[-1] += " (not there)"
        self.check(b"".join(tab.frames), allowed)
        for one, (name, roles) in zip(self.shops, before, strict=True):
            assert roles.get(who) == "owner" or owned(one) == (name, roles), self.done

    def check(self, content: bytes, allowed: set[bytes]) -> None:
        """No word of another workspace."""
        assert b"Traceback" not in content, self.done
        for shop in self.shops:
            for word in shop.words:
                if word in content:
                    assert word in allowed, (word, self.done)
                    self.seen[self.done[-1].split()[0]] += 1

    def open(self, tab: Visitor, shop: Shop) -> None:
        page = self.chance.choice(PAGES)
        self.done[-1] += f" {page}"
        if tab.pages.keys() > {page} and self.chance.random() < 0.5:
            tab.go(page)
        else:
            tab.open(f"/{page}?lang=en&w={shop.identifier}")

    def filter(self, tab: Visitor, shop: Shop) -> None:
        tab.choose("Channels", f"{shop.word} web")

    def download(self, tab: Visitor, shop: Shop) -> None:
        """A file of a page that was open, or of one opened now; perhaps the role was taken away since."""
        held = self.held.get(self.who)
        if held is None or self.chance.random() < 0.7:
            page = self.chance.choice(WITH_FILES)
            tab.open(f"/{page}?lang=en&w={shop.identifier}")
            self.held[self.who] = held = shop, list(tab.found("download_button"))
        of, buttons = held
        button = self.chance.choice(buttons)
        self.done[-1] += f" {button.label}"
        mine = set(of.words) if members.role_of(of.folder, self.who) else set()
        self.check(unpacked(tab.download(button)), mine)

    def link(self, tab: Visitor, shop: Shop) -> set[bytes]:
        """A read-only link, in one's own tab or in that of a visitor who has not signed in."""
        place, signed_out = self.chance.randrange(2), self.tabs[""]
        other = self.chance.choice(self.shops)
        page = self.chance.choice(PAGES)
        path = f"/{page}?lang=en&w={other.identifier}&s={shop.tokens[place]}"
        live = shop.links[place] in links.links(shop.folder)
        given = {shop.word.encode()} if live else set()
        if live and place == 1:
            given.add(shop.voice.encode())
        signed_out.frames.clear()
        guest = tab if self.chance.random() < 0.5 else signed_out
        guest.open(path)
        assert list(guest.found("download_button")) == []
        self.check(b"".join(guest.frames), given)
        if live and self.chance.random() < 0.2:
            links.revoke(shop.folder, shop.links[place].identifier)
        return given

    def write(self, tab: Visitor, shop: Shop) -> None:
        """Give the workspace another name: a viewer's button is grey, but can be sent."""
        tab.open(f"/workspace?lang=en&w={shop.identifier}")
        tab.type("Name", f"{shop.word} {len(self.done)}").press("Rename")

    def member(self, tab: Visitor, shop: Shop) -> None:
        """Invite somebody, or take their role away."""
        tab.open(f"/workspace?lang=en&w={shop.identifier}")
        other = self.chance.choice(PEOPLE)
        if self.chance.random() < 0.4:
            tab.press("Remove", self.chance.randrange(2))
            return
        tab.type("E-mail address", other)
        tab.choose("Role", self.chance.choice(list(ROLES.values())))
        self.replayed = [
            *tab.states(),
            WidgetState(id=tab.find(("button",), "Invite").id, trigger_value=True),
        ]
        tab.press("Invite")

    def forge(self, tab: Visitor, shop: Shop) -> None:
        """Send what an owner's page sent, whoever one is."""
        tab.open(f"/workspace?lang=en&w={shop.identifier}")
        tab.forge(self.replayed)

    def guess(self, tab: Visitor, shop: Shop) -> None:
        """Addresses that a file of the workspace might have."""
        for path in (
            f"/{shop.identifier}/CURRENT",
            f"/data/workspaces/{shop.identifier}/workspace.json",
            f"/app/static/../../../data/{shop.identifier}/notebook.sqlite",
            f"/app/static/%2e%2e/%2e%2e/{shop.identifier}/access.jsonl",
            f"/media/{shop.identifier}.csv",
            f"/_stcore/upload_file/{shop.identifier}/{shop.identifier}",
            f"/_stcore/agent/interact?w={shop.identifier}",
            f"/healthz?w={shop.identifier}",
        ):
            self.check(tab.http.get(path).content, set())
        sent = tab.http.put(f"/_stcore/upload_file/{shop.identifier}/1", files={"f": b"a"})
        assert sent.status_code >= 400


@pytest.fixture
def walk(tmp_path: Path, setting: Setting) -> Iterator[Walk]:
    setting("COOKIE_SECRET", SECRET)
    chance = random.Random(SEED)
    root, scratch = tmp_path / "all", tmp_path / "scratch"
    root.mkdir()
    scratch.mkdir()
    shops = [Shop(root, scratch, chance) for _ in range(6)]
    for place, shop in enumerate(shops):
        members.found(shop.folder, PEOPLE[place % 3])
        members.invite(
            shop.folder, PEOPLE[(place + 1) % 3], ("viewer", "editor")[place // 3], by=""
        )
    settings = {
        "TOUCHPOINTS_MODE": "hosted",
        "TOUCHPOINTS_COOKIE_SECRET": SECRET,
        "TOUCHPOINTS_SIGN_IN_HEADER": "X-Email",
    }
    with server(root, hosted_as="TOUCHPOINTS_HOST", **settings) as address, ExitStack() as left:
        tabs = {who: left.enter_context(Visitor(address, **{"X-Email": who})) for who in PEOPLE}
        tabs[""] = left.enter_context(Visitor(address))
        yield Walk(address, shops, tabs)


def test_nothing_of_a_workspace_reaches_who_may_not_see_it(walk: Walk) -> None:
    for _ in range(STEPS):
        walk.step()

    assert all(walk.seen[act] for act in ("open", "download", "link", "member")), walk.seen
    for shop in walk.shops:
        assert workspaces.at(shop.folder).name.startswith(shop.word)
        assert notebook.read(shop.folder, views.TOPIC)
