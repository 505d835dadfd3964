-- The comments that say how they feel.
-- One row per comment: channel, touchpoint, stage, weekday, hour, label.
-- uses: _filtered_answers
felt as (
    select channel, touchpoint, stage, weekday, hour, label
    from filtered_answers
    where label in ('negative', 'mixed', 'neutral', 'positive')
)
