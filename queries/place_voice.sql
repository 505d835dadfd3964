-- How is each place rated, and how do its comments feel?
-- One row per place: place, rating, deviation, ratings, negative, told.
-- rating is the mean of the workspace's rating question on its own scale, deviation that of the sample; of the comments that say
-- how they feel (told), negative ones.
-- uses: _voiced
-- params: over
with placed as (
    select case $over when 'stage' then stage when 'channel' then channel else touchpoint end as place, score, label from voiced
)
select
    place, avg(score) as rating, stddev_samp(score) as deviation, count(score) as ratings,
    cast(sum(case when label = 'negative' then 1 else 0 end) as bigint) as negative, count(label) as told
from placed
group by place
order by place
