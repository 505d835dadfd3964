-- Where do events, people and ratings fall, by touchpoint and channel?
-- One row per touchpoint and channel that occur together: touchpoint, channel, events, people, rating, answers.
-- A cell is there if it has an event or a score; rating is the mean score of the rating question on its own scale.
-- uses: _touchpoint_cells, _ratings
with rating_cells as (
    select touchpoint, channel, avg(score) as rating, count(*) as answers
    from ratings
    where touchpoint is not null and channel is not null
    group by touchpoint, channel
)
select
    coalesce(event_cells.touchpoint, rating_cells.touchpoint) as touchpoint, coalesce(event_cells.channel, rating_cells.channel) as channel,
    coalesce(events, 0) as events, coalesce(people, 0) as people, rating, coalesce(answers, 0) as answers
from event_cells
full outer join rating_cells on rating_cells.touchpoint = event_cells.touchpoint and rating_cells.channel = event_cells.channel
order by 1, 2
