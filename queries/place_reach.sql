-- How many events and people does each place have?
-- One row per place: place, events, people.
-- uses: _filtered_events
-- params: over
with placed as (
    select person_no, case $over when 'stage' then stage when 'channel' then channel else touchpoint end as place
    from filtered_events
)
select place, count(*) as events, count(distinct person_no) as people
from placed
group by place
order by events desc, place
