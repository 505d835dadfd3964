-- Which kinds of events can be where somebody goes next, and which of them comes first at one instant?
-- One row per kind: kind, touchpoint, rank.
-- Kinds at one of the places $passed ("touchpoint:ad") are passed over. rank is the order of kinds at one instant: by stage.
-- uses: _filtered_stages
-- params: channels, stages, passed
with next_kinds as (
    select kind, touchpoint, position
    from kinds left join filtered_stages on filtered_stages.stage = kinds.stage
    where ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], kinds.stage))
        and not list_has_any($passed::varchar[], ['touchpoint:' || touchpoint, 'stage:' || kinds.stage, 'channel:' || channel])
)
select kind, touchpoint, row_number() over (order by position, kind) as rank
from next_kinds
order by kind
