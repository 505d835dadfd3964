-- How many of the comments to be read carry each label?
-- One row per label: label, comments.
-- uses: _chosen_comments
with labelled as (
    select label from chosen_comments
)
select label, count(*) as comments
from labelled
group by label
order by label
