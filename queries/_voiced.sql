-- What is said in answers, a score of the rating question or a comment that says how it feels at a time.
-- One row per score and per such comment: channel, touchpoint, stage, weekday, hour, score (null for a comment), label (null for a score).
-- uses: _ratings, _felt
voiced as (
    select channel, touchpoint, stage, weekday, hour, score, cast(null as varchar) as label from ratings
    union all
    select channel, touchpoint, stage, weekday, hour, null, label from felt
)
