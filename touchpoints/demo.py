"""The demo: a small shop in three languages, loaded through the same import as any file."""

import contextlib
import gzip
import hashlib
import tempfile
import threading
from pathlib import Path

from filelock import FileLock

from touchpoints import i18n, permissions, workspaces
from touchpoints.errors import WorkspaceNotFound
from touchpoints.importing import load, mapping, sniff
from touchpoints.workspaces import Workspace

IDENTIFIER = "demo"
NAMES = {"pt": "Loja de demonstração", "es": "Tienda de demostración", "en": "Demo shop"}
MAX_BYTES = 2**30  # whatever visitors may upload
FILES = Path(__file__).resolve().parents[1] / "data" / "demo"


def is_demo(identifier: str) -> bool:
    """Whether this names the demo, in whatever language."""
    return identifier in {IDENTIFIER, *(f"{IDENTIFIER}-{one}" for one in i18n.LANGUAGES)}


def prepare(root: Path) -> None:
    """Load the demo of every language in the background, so that the first click does not wait."""

    def load_all() -> None:
        for language in i18n.LANGUAGES:
            workspace(root, language)

    threading.Thread(target=load_all, name="demo", daemon=True).start()


def workspace(root: Path, language: str) -> Workspace:
    """The demo in one language; loaded first where it is missing or its files have changed."""
    identifier = f"{IDENTIFIER}-{language}"
    fingerprint = root / f".{identifier}-{_fingerprint(language)}"
    if not fingerprint.exists():
        with FileLock(root / f".{identifier}.lock"):
            if not fingerprint.exists():
                with permissions.granted():
                    _load(root, identifier, language)
                for outdated in root.glob(f".{identifier}-*"):
                    outdated.unlink()
                fingerprint.touch()
    return workspaces.open_(root, identifier)


def _fingerprint(language: str) -> str:
    digest = hashlib.sha256()
    schema = Path(workspaces.__file__).parent / "schema"
    for path in sorted([*(FILES / language).glob("*.csv.gz"), *schema.glob("*.sql")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _load(root: Path, identifier: str, language: str) -> None:
    with contextlib.suppress(WorkspaceNotFound):
        workspaces.delete(workspaces.open_(root, identifier))
    empty = workspaces.create(root, NAMES[language], identifier)
    with tempfile.TemporaryDirectory() as scratch:
        accepted = []
        for packed in sorted((FILES / language).glob("*.csv.gz")):
            file = Path(scratch) / packed.name.removesuffix(".gz")
            file.write_bytes(gzip.decompress(packed.read_bytes()))
            for table in sniff.read(file, file.name, max_bytes=MAX_BYTES):
                accepted.append(load.Accepted(table, mapping.propose(table).mapping))
        load.load(empty.folder, accepted)
