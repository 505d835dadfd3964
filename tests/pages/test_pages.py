"""Each page shows the figures that were worked by hand, and tells what it cannot show."""

from pathlib import Path

import pytest

from tests.conftest import Answers, Journeys, Setting
from tests.pages.screen import (
    PAGES,
    Link,
    charted,
    choose,
    figures,
    open_directly,
    texts,
    unfold,
    visit,
)
from tests.test_settings import HOSTED
from touchpoints import demo, settings, workspaces
from touchpoints.cli import main
from touchpoints.importing import load, mapping, sniff

PEOPLE = {
    "ana": "ad/web/awareness look/web/consideration buy/store/purchase",
    "bia": "ad/web/awareness look/web/consideration",
    "caio": "ad/social/awareness",
    "davi": "look/web/consideration buy/store/purchase",
}


def test_the_funnel_page_counts_people_step_by_step(journeys: Journeys) -> None:
    app = visit("journey/funnel", journeys(PEOPLE))

    steps = charted(app, 0)
    assert steps["step"].tolist() == ["Awareness", "Consideration", "Purchase"]
    assert steps["people"].tolist() == [3, 2, 1]
    assert steps["lost"].tolist() == [0, 1, 1]
    assert figures(app) == {
        "Enter the funnel": "3",
        "Reach the last step": "33.3%",
        "Weakest step: Purchase": "50.0%",
    }
    # ana and bia entered on the web, caio on social.
    app = choose(app, "Look closer", "groups")
    by_channel = charted(app, 1).set_index(["group", "step"])["people"]
    assert by_channel["web"].tolist() == [2, 2, 1]
    assert by_channel["social"].tolist() == [1, 0, 0]


def test_the_funnel_page_shows_who_left_at_a_drop_and_what_they_said(answers: Answers) -> None:
    workspace = answers(
        [{"person": "ana", "score": 3, "comment": "Too slow", "language": "en"}, {"score": 10}],
        {
            "ana": "ad@0/web/awareness look@5/web/consideration look@9/web/consideration",
            "bia": "ad@0/web/awareness look@5/web/consideration chat@25/web/service",
            "caio": "ad@0/web/awareness",
            "davi": "look@0/web/consideration buy@9999/web/purchase",
        },
    )
    link: Link = {"within": "1h", "step": ["awareness", "consideration", "purchase"]}

    app = visit("journey/funnel", workspace, link=link)
    [after] = [one for one in app.selectbox if one.label == "Left after the step"]
    assert after.value == "2"  # most are lost after the second step: ana and bia
    assert charted(app, 1)[["contact", "people"]].values.tolist() == [["chat", 1], ["look", 1]]
    told = texts(app).replace("\\", "")
    assert "1 of the 2 people (50.0%) gave an answer" in told
    # n + 3 = 4, less 0.25 on average: -25 with 1.96 * sqrt(0.5625 / 4) = 73.5 on either side.
    assert "Net promoter score: -100 (95% interval -98 to 48), from 1 answer." in told
    assert "Too" in texts(unfold(app, "what leavers said"))
    assert "List of 2 people (CSV)" in [one.proto.label for one in app.get("download_button")]

    elsewhere = choose(app, "Where they went", "elsewhere")
    assert charted(elsewhere, 1)["contact"].tolist() == ["chat", "Nothing outside the step"]

    first = visit("journey/funnel", workspace, link={**link, "after": "1"})
    assert charted(first, 1)[["contact", "people"]].values.tolist() == [["Nothing more", 1]]
    assert first.query_params["after"] == "1"


def test_the_funnel_is_held_against_the_period_before(journeys: Journeys) -> None:
    # Minute 1440 is a day later: on 3 March all 30 go on, on 2 March 15 of 30.
    people = {f"a{n}": "ad@0" + (" buy@9" if n < 15 else "") for n in range(30)}
    people |= {f"b{n}": "ad@1440 buy@1450" for n in range(30)}
    workspace = journeys(people)
    link: Link = {"over": "touchpoint", "touchpoint": ["ad", "buy"]}

    compared = {**link, "closer": "compare"}
    app = open_directly("journey/funnel", workspace, {**compared, "from": "2026-03-03"})
    changes = charted(app, 1).set_index("step")
    assert changes["difference"].to_dict() == {"2. buy": 0.5, "Whole funnel": 0.5}
    assert "“2. buy” is higher: 100.0% against 50.0%, +50.0 points" in texts(app).replace("\\", "")

    whole = visit("journey/funnel", workspace, link={**compared, "with": "segment:one day only"})
    assert "Nobody entered the funnel on the other side" in texts(whole)


def test_the_funnel_follows_its_choices_and_the_filters(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)

    app = choose(visit("journey/funnel", workspace), "Steps are", "touchpoint")
    app = choose(app, "Steps, in order", "look", "buy")
    assert charted(app)["people"].tolist() == [3, 2]
    assert app.query_params["over"] == "touchpoint"
    assert app.query_params["touchpoint"] == ["look", "buy"]

    web = visit("journey/funnel", workspace, link={"channel": "web"})
    assert charted(web)["people"].tolist() == [2, 2, 0]
    assert "Only channel web\\." in texts(web)


def test_the_funnel_obeys_its_window(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad@0 buy@60", "bia": "ad@0 buy@61"})
    steps: Link = {"over": "touchpoint", "touchpoint": ["ad", "buy"]}

    hour = visit("journey/funnel", workspace, link={**steps, "within": "1h"})
    day = visit("journey/funnel", workspace, link={**steps, "within": "1d"})

    assert charted(hour)["people"].tolist() == [2, 1]
    assert charted(day)["people"].tolist() == [2, 2]


def test_the_steps_are_put_together_and_moved_and_the_link_carries_them(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad@0 buy@60/store/purchase", "bia": "mail@0 buy@9", "caio": "ad"})
    link: Link = {
        "over": "own",
        "own": ["touchpoint:ad|touchpoint:mail", "channel:store|touchpoint:buy"],
    }

    app = visit("journey/funnel", workspace, link=link)
    assert charted(app)["step"].tolist() == ["ad / mail", "store / buy"]
    assert charted(app)["people"].tolist() == [3, 2]

    [later] = [one for one in app.button if one.help == "Later" and not one.disabled]
    app = later.click().run()
    assert charted(app)["people"].tolist() == [2, 0]
    assert app.query_params["own"] == link["own"][::-1]


def test_the_options_change_how_the_funnel_counts(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad@0 look@5 buy@60", "bia": "buy@0 ad@9", "caio": "ad@0 buy@90"})
    link: Link = {"over": "touchpoint", "touchpoint": ["ad", "buy"]}

    def people(**more: str) -> list[int]:
        app = visit("journey/funnel", workspace, link={**link, **more})
        return [int(count) for count in charted(app)["people"]]

    assert people() == [3, 2]
    assert people(sequence="strictly") == [3, 1]
    assert people(sequence="any") == [3, 3]
    assert people(without="touchpoint:look") == [3, 1]
    assert people(limit2="1h") == [3, 1]


@pytest.mark.parametrize("closer", ["time", "weeks", "groups"])
def test_a_closer_look_has_its_chart_and_its_finding(journeys: Journeys, closer: str) -> None:
    app = visit("journey/funnel", journeys(PEOPLE), link={"closer": closer, "split": "segment"})

    told = {
        "time": "The one person who got there took 2\u00a0h",
        "weeks": "There are no two weeks yet",
        "groups": "No two groups have 30 people or more",
    }
    assert told[closer] in texts(app)
    assert len(charted(app, 1))


def test_filters_of_a_link_to_a_page_without_them_hold_on_the_next(journeys: Journeys) -> None:
    link = {"channel": "web", "from": "2026-03-02", "to": "2026-03-02"}
    people = {"ana": "ad/web look/store@1500", "bia": "ad/web@1500"}
    app = visit("start/data", journeys(people), link=link)
    for name in link:  # the menu of the browser leads on without them
        app.query_params.pop(name, None)

    app.switch_page("../../pages/journey/heatmap.py").run()

    assert app.multiselect[0].value == ["web"]
    assert charted(app)["events"].sum() == 1


def test_a_segment_holds_on_every_page_and_is_said(journeys: Journeys) -> None:
    app = visit("journey/funnel", journeys(PEOPLE), link={"segment": "one day only"})

    assert "people of “Came on one day only”" in texts(app).replace("\\", "")
    assert app.query_params["segment"] == "one day only"


def test_the_heatmap_counts_contacts_or_people_in_each_cell(journeys: Journeys) -> None:
    # 2 March 2026 is a Monday; minute 0 is 09:00.
    workspace = journeys(
        {"ana": "ad@0/web/awareness ad@5/web/awareness", "bia": "ad@70/web/awareness"}
    )

    app = visit("journey/heatmap", workspace)
    cells = charted(app, 0)
    assert cells[["stage", "channel", "events"]].values.tolist() == [["Awareness", "web", 3]]
    hours = charted(app, 1)
    held = hours[hours["events"] > 0]
    assert held[["weekday", "hour", "events"]].values.tolist() == [[1, 9, 2], [1, 10, 1]]

    app = choose(app, "Show", "people")
    assert charted(app, 0)["people"].tolist() == [2]


def test_the_heatmap_shows_the_mean_rating_where_it_is_known(answers: Answers) -> None:
    workspace = answers(
        [
            {
                "measure": "csat",
                "score": score,
                "channel": "web",
                "stage": "service",
                "question": "q",
            }
            for score in (5, 4, 3)
        ],
        {"ana": "chat/web/service"},
    )

    app = visit("journey/heatmap", workspace, link={"show": "rating"})

    cells = charted(app, 0)
    assert cells[["channel", "rating", "answers"]].values.tolist() == [["web", 4.0, 3]]


def test_the_feedback_page_scores_and_reads_the_answers(answers: Answers) -> None:
    given = [{"score": score, "channel": "web"} for score in (10, 9, 9, 7)]
    said = [
        {"measure": "comment", "comment": "Terrible, broken box", "label": "negative"},
        {"measure": "comment", "comment": "Great shop", "label": "positive"},
        {"measure": "comment", "comment": "It arrived on Monday", "label": "neutral"},
    ]
    workspace = answers(
        [
            *given,
            {"score": 3, "channel": "store"},
            *({**one, "language": "en", "sentiment": 0.0, "question": "Why?"} for one in said),
        ]
    )

    app = visit("voice/feedback", workspace)

    # 3 promoters less 1 detractor of 5.
    assert figures(app)["NPS"] == "40"
    assert figures(app)["Comments"] == "3"
    assert charted(app, 0).set_index("score")["answers"].loc[[3, 7, 9, 10]].tolist() == [1, 1, 2, 1]
    groups = charted(app, 1).set_index("channel")
    assert groups["score"].to_dict() == {"web": 75.0, "store": -100.0}
    labels = charted(app, 2).set_index("label")["comments"]
    assert (labels["negative"], labels["positive"]) == (1, 1)
    told = texts(app)
    assert "Terrible" in told
    assert "Great" in told


def test_the_data_page_tells_what_came_in_and_what_was_refused(tmp_path: Path) -> None:
    file = tmp_path / "visits.csv"
    file.write_text(
        "customer_id,timestamp,event,channel\n"
        "1,2026-03-02 09:00:00,visit,web\n"
        "1,2026-03-02 10:00:00,buy,web\n"
        "2,2026-03-03 09:00:00,visit,store\n"
        "3,yesterday,visit,store\n"
    )
    workspace = workspaces.create(tmp_path, "visits")
    table = sniff.read(file)[0]
    load.load(workspace.folder, [load.Accepted(table, mapping.propose(table).mapping)])

    app = visit("start/data", workspace)

    assert figures(app) == {"People": "2", "Events": "3", "Answers": "0", "Comments": "0"}
    assert "4 rows read = 3 loaded \\+ 1 refused" in texts(app)
    labels = [one.proto.label for one in app.get("download_button")]
    assert labels == ["Download the report", "Refused rows"]


def test_the_start_page_leads_back_to_what_was_loaded(journeys: Journeys) -> None:
    workspace = journeys(PEOPLE)

    app = visit("start/welcome")
    app.button(key=workspace.identifier).click().run()

    assert app.query_params["w"] == workspace.identifier


def test_on_a_shared_server_nobody_is_shown_the_workspaces_of_others(
    journeys: Journeys, setting: Setting
) -> None:
    workspace = journeys(PEOPLE)
    for name, value in HOSTED.items():
        setting(name.removeprefix(settings.PREFIX), value)

    app = visit("start/welcome")

    assert workspace.identifier not in [button.key for button in app.button]
    assert {button.key for button in app.button} == {f"open {name}" for name in demo.NAMES}


@pytest.mark.parametrize("page", [page for page in PAGES if page != "start/welcome"])
def test_a_page_without_a_workspace_says_what_to_do(page: str) -> None:
    app = visit(page)

    assert [one.value for one in app.info] == [
        "Nothing has been loaded yet. Upload a file, or look at a demo."
    ]
    assert len(app.main.get("page_link")) == 1
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("page", ["journey/funnel", "journey/heatmap", "voice/feedback"])
def test_an_empty_result_says_so_and_which_filters_are_on(page: str, answers: Answers) -> None:
    workspace = answers(
        [{"score": 9, "channel": "web", "stage": "purchase"}],
        {"ana": "ad/web/awareness buy/store/purchase"},
    )

    app = visit(page, workspace, link={"channel": "store", "stage": "awareness"})

    assert "Loosen the filters" in app.info[0].value
    assert "Only channel store; stage Awareness\\." in texts(app)
    assert not app.get("vega_lite_chart")
    assert not app.error


def test_a_page_about_what_the_workspace_lacks_says_which_file_would_help(
    journeys: Journeys,
) -> None:
    workspace = journeys(PEOPLE)
    for page in ("start/overview", "voice/feedback"):
        app = visit(page, workspace)
        assert "has events but no answers yet" in app.info[0].value
        assert "Example of a survey (CSV)" in [button.label for button in app.download_button]
    assert not app.get("vega_lite_chart")


def test_a_survey_of_choices_alone_has_its_feedback_page(tmp_path: Path) -> None:
    survey = tmp_path / "survey.csv"
    rows = [f"r{n},{'Yes' if n < 3 else 'No'},{'Home' if n % 2 else 'Work'}" for n in range(4)]
    survey.write_text("\n".join(["RespondentID,Do you travel?,Where do you work?", *rows]))
    assert main(["import", str(survey), "--workspace", str(tmp_path / "shop")]) == 0

    app = visit("voice/feedback", workspaces.at(tmp_path / "shop"))

    assert [one.value for one in app.header] == ["What people chose"]
    assert not app.info
