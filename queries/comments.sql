-- What do the comments say, one page of them at a time?
-- One row per comment: answer_no, person, answered_at, channel, touchpoint, stage, question, measure, score, comment, language, sentiment,
-- label.
-- person is the pseudonym, '' where the file names nobody.
-- uses: _chosen_comments, _filtered_people
-- params: label, order, limit, offset
with placed as (
    select
        answer_no, person_no, answered_at, channel, touchpoint, stage, question, measure, score, comment, language, sentiment, label,
        row_number() over (
            order by
                case $order when 'most negative' then sentiment when 'most positive' then -sentiment end nulls last,
                answered_at desc nulls last, answer_no
        ) as place
    from chosen_comments
    where $label is null or label = $label
)
select
    answer_no, coalesce(person, '') as person, answered_at, channel, touchpoint, stage, question, measure, score, comment, language,
    sentiment, label
from placed left join filtered_people on filtered_people.person_no = placed.person_no
where place > $offset and place <= $offset + $limit
order by place
