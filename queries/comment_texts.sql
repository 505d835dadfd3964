-- Who says what, for finding the words of a group?
-- One row per comment: answer_no, answered_at, channel, touchpoint, verdict, label, language, comment.
-- The newest comments, at most $limit.
-- uses: _chosen_comments
-- params: limit
with said as (
    select answer_no, answered_at, channel, touchpoint, verdict, label, language, comment from chosen_comments
)
select answer_no, answered_at, channel, touchpoint, verdict, label, language, comment
from said
order by answered_at desc nulls last, answer_no
limit $limit
