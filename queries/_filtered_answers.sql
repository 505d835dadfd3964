-- The answers that the filters leave; the only place that reads `survey_answers`.
-- One row per answer: answer_no, person_no, respondent_row, import_no, answered_at, weekday, hour, channel, touchpoint, stage,
-- question_no, question, measure, low, high, best, score, comment, language, sentiment, label.
-- Questions that people joined are one. best is the good end of the scale: 'high', 'low', or null for effort where nobody said.
-- params: channels, stages, since, until
filtered_answers as (
    select
        answer_no, person_no, respondent_row, import_no, answered_at, weekday, hour, channel, touchpoint, stage,
        question_no, question, measure, low, high, best, score, comment, language, sentiment, label
    from survey_answers
    where ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], stage))
        and ($since::date is null or answered_on >= $since::date)
        and ($until::date is null or answered_on <= $until::date)
)
