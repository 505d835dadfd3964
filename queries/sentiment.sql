-- How do the comments feel, overall or by channel, stage or touchpoint?
-- One row per group and label: place, label, comments.
-- place is the group ('' where $over is null); 'no_evidence' are the comments in which no word says how they feel.
-- uses: _filtered_answers
-- params: over
with commented as (
    select
        case $over when 'channel' then channel when 'stage' then stage when 'touchpoint' then touchpoint else '' end as place,
        coalesce(label, 'no_evidence') as label
    from filtered_answers
    where comment is not null and comment <> ''
)
select place, label, count(*) as comments
from commented
group by place, label
order by place, label
