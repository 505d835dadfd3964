-- Who got no further than one step of a funnel, when were they there, and may they still go on?
-- One row per person who stopped at step $after: person_no, ticks, is_open.
-- ticks is when the counted attempt reached that step, its events the earliest possible; is_open people are those whose latest
-- attempt's window had not ended at the newest event of the data.
-- uses: _attempts
-- params: window, newest_ticks, after
with stopped as (
    select counted.person_no as person_no, min(ticks) as ticks
    from attempts join counted on counted.person_no = attempts.person_no and counted.start = attempts.start
    where reached = $after::integer and step = $after::integer
    group by counted.person_no
), latest as (
    select person_no, max(ticks) as ticks
    from attempts
    where step = 1
    group by person_no
)
select
    stopped.person_no as person_no, stopped.ticks as ticks,
    $window::bigint is null or $newest_ticks::bigint - latest.ticks < $window::bigint as is_open
from stopped join latest on latest.person_no = stopped.person_no
order by person_no
