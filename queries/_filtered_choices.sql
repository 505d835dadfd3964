-- The chosen answers that the filters leave; the only place that reads `choices`.
-- One row per chosen answer: respondent, question, choice, first_place (the order in which questions came in).
-- params: channels, stages, since, until
filtered_choices as (
    select
        cast(import_no as varchar) || '-' || cast(respondent_row as varchar) as respondent, question, choice,
        import_no * 1000000 + respondent_row as first_place
    from choices
    where ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], stage))
        and ($since::date is null or cast(answered_at as date) >= $since::date)
        and ($until::date is null or cast(answered_at as date) <= $until::date)
)
