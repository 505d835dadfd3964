-- Which questions were asked, as their files word them?
-- One row per question: question_no, question, measure, low, high, answers.
-- uses: _filtered_questions
with scored_questions as (
    select question_no, question, measure, low, high, answers from filtered_questions where measure <> 'comment'
)
select question_no, question, measure, low, high, answers
from scored_questions
order by question_no
