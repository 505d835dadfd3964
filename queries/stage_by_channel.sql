-- Where do events, people and ratings fall, by stage and channel?
-- One row per stage and channel that occur together: stage, channel, events, people, rating, answers.
-- A cell is there if it has an event or a score; rating is the mean score of the rating question on its own scale.
-- uses: _stage_cells, _ratings
with rating_cells as (
    select stage, channel, avg(score) as rating, count(*) as answers
    from ratings
    where stage is not null and channel is not null
    group by stage, channel
)
select
    coalesce(event_cells.stage, rating_cells.stage) as stage, coalesce(event_cells.channel, rating_cells.channel) as channel,
    coalesce(events, 0) as events, coalesce(people, 0) as people, rating, coalesce(answers, 0) as answers
from event_cells
full outer join rating_cells on rating_cells.stage = event_cells.stage and rating_cells.channel = event_cells.channel
order by 1, 2
