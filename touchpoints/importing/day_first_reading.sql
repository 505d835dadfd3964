-- Is every date of a column written with the day first in one of the usual formats? Cheaper than quick_date_reading.sql, which is asked
-- where `others` is not 0.
-- One row per column, as date_reading.sql has it.
with days as (
    select try_strptime(cell, getvariable('dmy_formats'))::date as day, count(*) as times, min(cell) as least, max(cell) as greatest
    from cells where cell is not null group by day
), judged as (
    select
        times, least, greatest,
        coalesce(day between date '1900-01-01' and date '2199-12-31', false) as is_read,
        day(day) > 12 as is_only_dmy,
        day(day) <= 12 and day(day) <> month(day) as differs
    from days
)
select
    coalesce(sum(times) filter (is_read), 0)::bigint as filled,
    coalesce(sum(times) filter (is_read), 0)::bigint as dmy,
    coalesce(sum(times) filter (is_read and not is_only_dmy), 0)::bigint as mdy,
    0 as ymd,
    coalesce(sum(times) filter (is_read and is_only_dmy), 0)::bigint as only_dmy,
    0 as only_mdy,
    coalesce(sum(times) filter (is_read and differs), 0)::bigint as dmy_or_mdy,
    0 as dmy_or_ymd,
    0 as mdy_or_ymd,
    0 as dashed,
    min(least) filter (is_read and differs) as first_example,
    max(greatest) filter (is_read and differs) as last_example,
    0 as with_offset,
    0 as compact,
    0 as serial,
    0 as seconds,
    0 as milliseconds,
    coalesce(sum(times) filter (not is_read), 0)::bigint as others
from judged
