-- When do events, people and ratings fall, by weekday and hour?
-- One row per weekday (1 = Monday) and hour that occur: weekday, hour, events, people, rating, answers.
-- A cell is there if it has an event or a score; rating is the mean score of the rating question on its own scale.
-- uses: _weekday_cells, _ratings
with rating_cells as (
    select weekday, hour, avg(score) as rating, count(*) as answers
    from ratings
    where weekday is not null and hour is not null
    group by weekday, hour
)
select
    coalesce(event_cells.weekday, rating_cells.weekday) as weekday, coalesce(event_cells.hour, rating_cells.hour) as hour,
    coalesce(events, 0) as events, coalesce(people, 0) as people, rating, coalesce(answers, 0) as answers
from event_cells
full outer join rating_cells on rating_cells.weekday = event_cells.weekday and rating_cells.hour = event_cells.hour
order by 1, 2
