-- Who scored a question high, and who low?
-- One row per person who scored it high or low: person_no, verdict.
-- By the newest answer of each person to the question.
-- uses: _scored
-- params: question
with newest as (
    select
        person_no, verdict,
        row_number() over (partition by person_no order by answered_at desc nulls last, answer_no desc) as place
    from scored
    where question = $question and person_no is not null
)
select person_no, verdict
from newest
where place = 1 and verdict in ('unhappy', 'happy')
order by person_no
