"""A touchpoint's classes: told by its name or its channel, changed by people, kept all at once."""

import dataclasses
from pathlib import Path

import pytest

from data.demo import wording
from tests.conftest import Journeys
from touchpoints import notebook
from touchpoints.analyses import classes
from touchpoints.analyses.classes import Classes
from touchpoints.errors import DiskReadOnly
from touchpoints.importing import names
from touchpoints.importing.stages import stage_of
from touchpoints.model import UNKNOWN

SITE = Classes("digital", "online", "direct")
CALL = Classes("human", "offline", "direct")
ADVERT = Classes("social", "online", "indirect")


@pytest.mark.parametrize(
    ("touchpoint", "channel", "expected"),
    [
        ("Página do produto", UNKNOWN, SITE),
        ("add_to_cart", UNKNOWN, SITE),
        ("Pagamento com cartão", "Site", SITE),
        ("Pagamento com cartão", "Loja física", Classes("physical", "offline", "direct")),
        ("Pagamento com cartão", UNKNOWN, Classes()),
        ("Anuncio en Instagram", UNKNOWN, ADVERT),
        ("Anúncio", "Google Ads", Classes("digital", "online", "indirect")),
        ("WhatsApp", UNKNOWN, Classes("human", "online", "direct")),
        ("Llamada a soporte", UNKNOWN, CALL),
        ("Boca a boca", UNKNOWN, Classes("social", "offline", "indirect")),
        ("Product use", UNKNOWN, Classes("physical", "product", "direct")),
        ("xyz", "xyz", Classes()),
    ],
)
def test_the_longest_word_of_a_name_tells_its_classes_else_its_channel_does(
    touchpoint: str, channel: str, expected: Classes
) -> None:
    assert classes.proposed(touchpoint, channel) == expected


def test_the_three_languages_of_the_demo_tell_the_same() -> None:
    for translations in (*wording.TOUCHPOINTS.values(), *wording.CHANNELS.values()):
        assert len({classes.proposed(told) for told in translations.values()}) == 1, translations


def test_the_dictionary_names_classes_that_exist() -> None:
    for entry in names.read("classes").values():
        for name, values in classes.CLASSES.items():
            assert entry[name] in values
        assert all(word == names.plain(word) + "*" * word.endswith("*") for word in entry["words"])


def test_a_name_of_two_capitals_is_one_word_and_also_two() -> None:
    assert stage_of("WhatsApp") == "service"
    assert stage_of("addToCart") == "purchase"


def test_what_people_wrote_goes_before_what_names_tell(journeys: Journeys) -> None:
    workspace = journeys({"ana": "checkout call checkout"})

    classes.write(workspace, {"call": dataclasses.replace(CALL, setting="online", owner=" Bia ")})

    assert classes.classes(workspace) == {
        "checkout": SITE,
        "call": Classes("human", "online", "direct", "Bia"),
    }
    assert list(classes.classes(workspace)) == ["checkout", "call"]
    assert classes.of(workspace, "setting") == {"checkout": "online", "call": "online"}
    assert classes.rows(workspace)["owner"].tolist() == ["", "Bia"]


def test_only_what_differs_from_the_names_is_kept(journeys: Journeys) -> None:
    workspace = journeys({"ana": "checkout call"})
    classes.write(workspace, {"call": dataclasses.replace(CALL, owner="Bia"), "checkout": SITE})
    assert notebook.read(workspace.folder, "touchpoints") == {"call": {"owner": "Bia"}}

    classes.write(workspace, {"call": CALL})

    assert notebook.read(workspace.folder, "touchpoints") == {}


def test_a_class_that_does_not_exist_changes_nothing(journeys: Journeys) -> None:
    workspace = journeys({"ana": "checkout call"})

    with pytest.raises(ValueError, match="loud is no medium"):
        classes.write(workspace, {"call": ADVERT, "checkout": Classes(medium="loud")})

    assert classes.classes(workspace)["call"] == CALL


def test_a_refusal_of_the_disk_changes_nothing(
    journeys: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = journeys({"ana": "checkout call"})
    monkeypatch.setattr(notebook, "FILE", Path("missing") / "folder.sqlite")

    with pytest.raises(DiskReadOnly):
        classes.write(workspace, {"call": ADVERT})
