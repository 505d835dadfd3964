-- What do the comments say, one page of them at a time?
-- One row per comment: answer_no, answered_at, channel, touchpoint, stage, question, measure, score, comment, language, sentiment, label.
-- uses: _chosen_comments
-- params: label, order, limit, offset
with labelled as (
    select answer_no, answered_at, channel, touchpoint, stage, question, measure, score, comment, language, sentiment, label
    from chosen_comments
    where $label is null or label = $label
)
select answer_no, answered_at, channel, touchpoint, stage, question, measure, score, comment, language, sentiment, label
from labelled
order by
    case $order when 'most negative' then sentiment when 'most positive' then -sentiment end nulls last,
    answered_at desc nulls last, answer_no
limit $limit offset $offset
