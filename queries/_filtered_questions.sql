-- The questions as their files word them, with how often each was scored, over the whole of the data.
-- One row per question: question_no, question, measure, low, high, answers.
filtered_questions as (
    select questions.question_no as question_no, question, measure, low, high, count(score) as answers
    from questions left join answers on answers.question_no = questions.question_no
    group by questions.question_no, question, measure, low, high
)
