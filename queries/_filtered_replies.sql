-- The answers of one person, whatever the filters.
-- One row per answer: answer_no, answered_at, channel, touchpoint, stage, question, measure, score, comment, label.
-- params: person_no
filtered_replies as (
    select answer_no, answered_at, channel, touchpoint, stage, question, measure, score, comment, label
    from survey_answers
    where person_no = $person_no::bigint
)
