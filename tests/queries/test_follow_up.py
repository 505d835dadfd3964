"""The state and the owner of a comment outlive the file it came from; typical comments come first."""

import datetime as dt

from tests.conftest import START, Answers
from touchpoints import workspaces
from touchpoints.analyses import follow_up
from touchpoints.analyses.follow_up import FollowUp
from touchpoints.analyses.sentiment import Choice
from touchpoints.analyses.typical import typical
from touchpoints.model import Filters

SAID = {"language": "en", "label": "negative", "sentiment": -0.9}


def test_a_state_and_its_owner_are_found_again_after_the_file_is_loaded_anew(
    answers: Answers,
) -> None:
    rows = [
        {**SAID, "comment": "late", "person": "ana"},
        {**SAID, "comment": "late", "person": "bia"},
    ]
    workspace = answers(rows)
    follow_up.write(workspace, 1, FollowUp("answered", "Carla"))

    workspaces.undo(workspace)
    with workspaces.next_version(workspace.folder) as connection:
        connection.execute(
            "insert into incoming_answers by name select 2 as import_no, unnest([1, 2]) as respondent_row,"
            " unnest(['bia', 'ana']) as person, timestamp '2026-05-01' as instant, 0 as offset_minutes,"
            " '' as channel, '' as touchpoint, '' as stage, 'nps' as measure, 'late' as comment,"
            " 'How likely are you to recommend us?' as question"
        )
    newest = workspaces.at(workspace.folder)

    assert follow_up.read(newest) == {2: FollowUp("answered", "Carla")}
    assert follow_up.owners(follow_up.read(newest)) == ["Carla"]


def test_comments_are_told_apart_by_state_and_owner_and_untouched_ones_are_new(
    answers: Answers,
) -> None:
    days = [START + dt.timedelta(days=day) for day in range(3)]
    workspace = answers([{**SAID, "comment": "late", "instant": day} for day in days])
    follow_up.write(workspace, 1, FollowUp("seen"))
    follow_up.write(workspace, 2, FollowUp("new", "Carla"))

    written = follow_up.read(workspace)

    assert follow_up.of((1, 2, 3), written, "new") == (2, 3)
    assert follow_up.of((1, 2, 3), written, "seen") == (1,)
    assert follow_up.of((1, 2, 3), written, None, "Carla") == (2,)
    follow_up.write(workspace, 1, FollowUp())
    assert follow_up.read(workspace) == {2: FollowUp("new", "Carla")}


def test_the_most_typical_comment_shares_most_of_its_words(answers: Answers) -> None:
    texts = ["Delivery was late", "late delivery", "late delivery", "zubby", "late delivery, wobby"]
    workspace = answers([{**SAID, "comment": text} for text in texts])

    order = typical(workspace, Filters())

    assert set(order) == {1, 2, 3, 4, 5}
    assert order[-1] == 4
    assert typical(workspace, Filters(), Choice(search="wobby")) == (5,)
    assert typical(workspace, Filters(), label="positive") == ()
