-- The stages in the order of the journey.
-- One row per stage: stage, position.
filtered_stages as (
    select stage, position from stages
)
