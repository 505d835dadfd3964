-- How many answers gave each score of each question?
-- One row per question and score: question_no, question, measure, low, high, best, score, answers.
-- uses: _filtered_answers
with scored as (
    select question_no, question, measure, low, high, best, score from filtered_answers where score is not null
)
select question_no, question, measure, low, high, best, score, count(*) as answers
from scored
group by question_no, question, measure, low, high, best, score
order by question_no, score
