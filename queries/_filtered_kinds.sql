-- The combinations of channel, touchpoint and stage that occur, over the whole of the data.
-- One row per combination of a source (events or answers): source, channel, touchpoint, stage, occurrences, position (of the stage).
filtered_kinds as (
    select source, channel, touchpoint, places.stage as stage, occurrences, position
    from (
        select 'events' as source, channel, touchpoint, stage, events as occurrences from kinds
        union all
        select 'answers', channel, touchpoint, stage, count(*) from answers group by channel, touchpoint, stage
    ) as places
    left join stages on stages.stage = places.stage
)
