-- From when on and how finely is time measured here, and when was the newest event?
-- One row per workspace: origin, ticks_per_second, newest_ticks.
-- A tick is the finest step of time that the files need; it is counted from the origin, a Monday before every event.
-- uses: _filtered_layout
with clock as (
    select origin, ticks_per_second, newest_ticks from filtered_layout
)
select origin, ticks_per_second, newest_ticks
from clock
order by newest_ticks
