"""The demos: a shop and the packs of other sectors in three languages, loaded through the same import as any
file."""

import contextlib
import gzip
import hashlib
import tempfile
import threading
from functools import cache
from pathlib import Path

from filelock import FileLock

from touchpoints import i18n, permissions, workspaces
from touchpoints.errors import WorkspaceNotFound
from touchpoints.importing import load, mapping, sniff
from touchpoints.workspaces import Workspace

IDENTIFIER = "demo"
NAMES = {
    IDENTIFIER: {
        "pt": "Loja de demonstração",
        "es": "Tienda de demostración",
        "en": "Demo shop",
    },
    "demo-clinic": {
        "pt": "Clínica de demonstração",
        "es": "Clínica de demostración",
        "en": "Demo clinic",
    },
    "demo-restaurant": {
        "pt": "Restaurante de demonstração",
        "es": "Restaurante de demostración",
        "en": "Demo restaurant",
    },
    "demo-ecommerce": {
        "pt": "Loja virtual de demonstração",
        "es": "Tienda en línea de demostración",
        "en": "Demo online shop",
    },
    "demo-music": {
        "pt": "Banda de demonstração",
        "es": "Banda de demostración",
        "en": "Demo band",
    },
}
_SPOKEN = {f"{one}-{language}": one for one in NAMES for language in i18n.LANGUAGES}
MAX_BYTES = 2**30  # whatever visitors may upload
FILES = Path(__file__).resolve().parents[1] / "data" / "demo"


def named(identifier: str) -> str | None:
    """The demo that this names, in whatever language; None where it names none."""
    return identifier if identifier in NAMES else _SPOKEN.get(identifier)


def is_demo(identifier: str) -> bool:
    """Whether this names a demo, in whatever language."""
    return named(identifier) is not None


def prepare(root: Path) -> None:
    """Load the shop of every language in the background, so that the first click does not wait; the small
    packs of the other sectors are loaded when they are first opened."""

    def load_all() -> None:
        for language in i18n.LANGUAGES:
            workspace(root, language)

    threading.Thread(target=load_all, name="demo", daemon=True).start()


def workspace(root: Path, language: str, demo: str = IDENTIFIER) -> Workspace:
    """A demo in one language; loaded first where it is missing or its files have changed."""
    identifier, files = f"{demo}-{language}", _folder(demo) / language
    fingerprint = root / f".{identifier}-{_fingerprint(files)}"
    if not fingerprint.exists():
        with FileLock(root / f".{identifier}.lock"):
            if not fingerprint.exists():
                with permissions.granted():
                    _load(root, NAMES[demo][language], identifier, files)
                for outdated in root.glob(f".{identifier}-*"):
                    outdated.unlink()
                fingerprint.touch()
    return workspaces.open_(root, identifier)


def _folder(demo: str) -> Path:
    return FILES if demo == IDENTIFIER else FILES / "packs" / demo.removeprefix(f"{IDENTIFIER}-")


@cache
def _fingerprint(files: Path) -> str:
    digest = hashlib.sha256()
    schema = Path(workspaces.__file__).parent / "schema"
    for path in sorted([*files.glob("*.csv.gz"), *schema.glob("*.sql")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _load(root: Path, name: str, identifier: str, files: Path) -> None:
    with contextlib.suppress(WorkspaceNotFound):
        workspaces.delete(workspaces.open_(root, identifier))
    empty = workspaces.create(root, name, identifier)
    with tempfile.TemporaryDirectory() as scratch:
        accepted = []
        for packed in sorted(files.glob("*.csv.gz")):
            file = Path(scratch) / packed.name.removesuffix(".gz")
            file.write_bytes(gzip.decompress(packed.read_bytes()))
            for table in sniff.read(file, file.name, max_bytes=MAX_BYTES):
                accepted.append(load.Accepted(table, mapping.propose(table).mapping))
        load.load(empty.folder, accepted)
