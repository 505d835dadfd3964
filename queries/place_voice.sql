-- How is each place rated, and how do its comments feel?
-- One row per place: place, rating, deviation, ratings, negative, told.
-- rating is the mean of the workspace's rating question on its own scale, deviation that of the sample; of the comments that say
-- how they feel (told), negative ones.
-- uses: _filtered_answers, _ratings
-- params: over
with rated as (
    select
        case $over when 'stage' then stage when 'channel' then channel else touchpoint end as place,
        avg(score) as rating, stddev_samp(score) as deviation, count(*) as ratings
    from ratings
    group by case $over when 'stage' then stage when 'channel' then channel else touchpoint end
), felt as (
    select
        case $over when 'stage' then stage when 'channel' then channel else touchpoint end as place,
        sum(case when label = 'negative' then 1 else 0 end) as negative, count(*) as told
    from filtered_answers
    where label in ('negative', 'mixed', 'neutral', 'positive')
    group by case $over when 'stage' then stage when 'channel' then channel else touchpoint end
)
select
    coalesce(rated.place, felt.place) as place, rating, deviation, coalesce(ratings, 0) as ratings,
    cast(coalesce(negative, 0) as bigint) as negative, coalesce(told, 0) as told
from rated full join felt on felt.place = rated.place
order by place
