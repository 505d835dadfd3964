-- What do the comments say, one page of them at a time?
-- One row per comment: answer_no, answered_at, channel, touchpoint, stage, question, measure, score, comment, language, sentiment, label.
-- score is the comment's own, else the first score that the same respondent gave in the same file.
-- uses: _chosen_comments
-- params: label, order, limit, offset
with scores_of_respondents as (
    select
        import_no, respondent_row, measure, score,
        row_number() over (partition by import_no, respondent_row order by question_no) as place
    from filtered_answers
    where score is not null
), commented as (
    select
        chosen.answer_no as answer_no, answered_at, channel, touchpoint, stage, question,
        case when chosen.score is null then coalesce(beside.measure, chosen.measure) else chosen.measure end as measure,
        coalesce(chosen.score, beside.score) as score,
        comment, language, sentiment, label
    from chosen_comments as chosen
    left join scores_of_respondents as beside
        on beside.import_no = chosen.import_no and beside.respondent_row = chosen.respondent_row and beside.place = 1
)
select answer_no, answered_at, channel, touchpoint, stage, question, measure, score, comment, language, sentiment, label
from commented
where $label is null or label = $label
order by
    case $order when 'most negative' then sentiment when 'most positive' then -sentiment end nulls last,
    answered_at desc nulls last, answer_no
limit $limit offset $offset
