-- When do events, people, ratings and complaints fall, by weekday and hour?
-- One row per weekday (1 = Monday) and hour that occur: weekday, hour, events, people, rating, answers, negative, told.
-- A cell is there if it has an event, a score or a comment; rating is the mean score of the rating question on its own scale, answers
-- how many there are; of the comments that say how they feel (told), negative ones.
-- uses: _weekday_cells, _voiced
with voice_cells as (
    select
        weekday, hour, avg(score) as rating, count(score) as answers,
        sum(case when label = 'negative' then 1 else 0 end) as negative, count(label) as told
    from voiced
    where weekday is not null and hour is not null
    group by weekday, hour
)
select
    coalesce(event_cells.weekday, voice_cells.weekday) as weekday, coalesce(event_cells.hour, voice_cells.hour) as hour,
    coalesce(events, 0) as events, coalesce(people, 0) as people, rating, coalesce(answers, 0) as answers,
    cast(coalesce(negative, 0) as bigint) as negative, coalesce(told, 0) as told
from event_cells
full outer join voice_cells on voice_cells.weekday = event_cells.weekday and voice_cells.hour = event_cells.hour
order by 1, 2
