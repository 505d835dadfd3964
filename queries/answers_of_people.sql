-- Which answers did some people give, and which of them are comments?
-- One row per answer: answer_no, person_no, is_comment.
-- uses: _filtered_answers
-- params: people
with given as (
    select answer_no, person_no, comment is not null and comment <> '' as is_comment
    from filtered_answers
    where person_no in (select unnest($people::bigint[]))
)
select answer_no, person_no, is_comment
from given
order by answer_no
