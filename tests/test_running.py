"""What a server installs and copies is what the project needs."""

import re
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text(encoding="utf-8")))


def test_the_lock_holds_what_is_asked_for_each_by_its_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert pins("requirements.txt").items() <= pins("requirements.lock").items()
    for block in re.split(r"\n(?=[a-z])", lock)[1:]:
        assert "--hash=sha256:" in block, block


def test_the_lock_holds_what_its_packages_need_in_turn() -> None:
    locked = {canonicalize_name(name) for name in pins("requirements.lock")}

    for name in locked:
        for needed in map(Requirement, distribution(name).requires or []):
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                assert canonicalize_name(needed.name) in locked, (name, needed.name)


def test_the_image_is_made_of_the_lock_and_of_all_that_the_app_reads() -> None:
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = re.findall(r"^COPY (?!--)(.*) \S+$", image, re.MULTILINE)
    names = {name for line in copied for name in line.split()}

    assert "pip install --no-cache-dir --require-hashes -r requirements.lock" in image
    assert names >= {"app.py", "pages", "queries", "data", "touchpoints", ".streamlit"}
    assert all((ROOT / name).exists() and f"!{name}" in ignored for name in names)


def test_every_test_that_the_security_page_names_exists() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    sources = list((ROOT / "tests").rglob("*.py"))
    written = "\n".join(path.read_text(encoding="utf-8") for path in sources)

    for name in re.findall(r"`(test_\w+)`", page):
        assert f"def {name}(" in written, name
    for file in re.findall(r"`(?:tests/)?([\w/]*test_\w+\.py)`", page):
        assert any(path.as_posix().endswith(f"/{file}") for path in sources), file
