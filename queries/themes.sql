-- What do the comments talk about, and how do they feel about it, overall or by channel, stage or touchpoint?
-- One row per group, theme and label: place, theme, label, comments.
-- place is the group ('' where $over is null); the label is that of what the comment says about the theme, 'no_evidence' where
-- no word of it says how it feels.
-- uses: _filtered_themes
-- params: over
with placed as (
    select
        case $over when 'channel' then channel when 'stage' then stage when 'touchpoint' then touchpoint else '' end as place,
        theme, theme_label
    from filtered_themes
)
select place, theme, theme_label as label, count(*) as comments
from placed
group by place, theme, theme_label
order by place, theme, label
