-- The scores of the workspace's one rating question: CSAT before any other rating, of several the one with most scores.
-- One row per score: question, measure, low, high, best, channel, touchpoint, stage, weekday, hour, score.
-- uses: _filtered_answers
rating_questions as (
    select question_no, row_number() over (
        order by case measure when 'csat' then 0 else 1 end, count(*) desc, question_no
    ) as place
    from filtered_answers
    where measure in ('csat', 'rating') and score is not null
    group by question_no, measure
), ratings as (
    select question, measure, low, high, best, channel, touchpoint, stage, weekday, hour, score
    from filtered_answers join rating_questions on rating_questions.question_no = filtered_answers.question_no
    where place = 1 and score is not null
)
