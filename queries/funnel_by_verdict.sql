-- How far do people who scored a question high or low get in a funnel?
-- One row per verdict and step: verdict, step, people.
-- A person's verdict is that of their newest answer to the question.
-- uses: _step_numbers, _attempts, _scored
-- params: question
with newest as (
    select
        person_no, verdict,
        row_number() over (partition by person_no order by answered_at desc nulls last, answer_no desc) as place
    from scored
    where question = $question and person_no is not null
), judged as (
    select reached, verdict
    from counted join newest on newest.person_no = counted.person_no
    where place = 1 and verdict in ('unhappy', 'happy')
)
select verdict, numbers.step as step, count(*) as people
from judged join step_numbers as numbers on numbers.step <= judged.reached
group by verdict, numbers.step
order by verdict, step
