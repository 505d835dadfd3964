-- Which channels, touchpoints and stages occur together, and how often?
-- One row per combination of channel, touchpoint and stage: channel, touchpoint, stage, position, events, answers.
-- position is the stage's place in the journey.
-- uses: _filtered_kinds
with together as (
    select
        channel, touchpoint, stage, position,
        cast(sum(case source when 'events' then occurrences else 0 end) as bigint) as events,
        cast(sum(case source when 'answers' then occurrences else 0 end) as bigint) as answers
    from filtered_kinds
    group by channel, touchpoint, stage, position
)
select channel, touchpoint, stage, position, events, answers
from together
order by events desc, answers desc, touchpoint, channel, position
