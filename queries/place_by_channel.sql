-- Where do events, people, ratings and complaints fall, by stage or touchpoint and channel?
-- One row per place and channel that occur together: place, channel, events, people, rating, answers, negative, told.
-- A cell is there if it has an event, a score or a comment; rating is the mean score of the rating question on its own scale, answers
-- how many there are; of the comments that say how they feel (told), negative ones.
-- uses: _place_cells, _voiced
-- params: over
with voice_cells as (
    select
        case $over when 'stage' then stage else touchpoint end as place, channel, avg(score) as rating, count(score) as answers,
        sum(case when label = 'negative' then 1 else 0 end) as negative, count(label) as told
    from voiced
    group by case $over when 'stage' then stage else touchpoint end, channel
)
select
    coalesce(event_cells.place, voice_cells.place) as place, coalesce(event_cells.channel, voice_cells.channel) as channel,
    coalesce(events, 0) as events, coalesce(people, 0) as people, rating, coalesce(answers, 0) as answers,
    cast(coalesce(negative, 0) as bigint) as negative, coalesce(told, 0) as told
from event_cells
full outer join voice_cells on voice_cells.place = event_cells.place and voice_cells.channel = event_cells.channel
order by 1, 2
