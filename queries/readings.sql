-- What were the comments read with?
-- One row per thing that people chose: about, entry.
-- about 'themes' are the changes to the themes, 'learned' the words that were learned; both as JSON.
with kept as (
    select about, entry from readings
)
select about, entry
from kept
order by about
