-- Is the decimal mark of a column a comma or a point?
-- One row per column: cells read with each, cells that only make sense with one.
with texts as (
    select cell, count(*) as times from cells where cell is not null group by cell
), bare as (
    select bare_number(cell) as digits, times from texts where known(cell) is not null
), read as (
    select digits, times, with_comma(digits) as comma, with_point(digits) as point from bare
)
select
    coalesce(sum(times), 0)::bigint as filled,
    coalesce(sum(times) filter (comma is not null), 0)::bigint as comma,
    coalesce(sum(times) filter (point is not null), 0)::bigint as point,
    coalesce(sum(times) filter (comma is not null and point is null), 0)::bigint as only_comma,
    coalesce(sum(times) filter (point is not null and comma is null), 0)::bigint as only_point,
    coalesce(sum(times) filter (regexp_full_match(digits, '-?[1-9]\d{0,2}(\.\d{3})+')), 0)::bigint as grouped_by_point,
    coalesce(sum(times) filter (regexp_full_match(digits, '-?[1-9]\d{0,2}(,\d{3})+')), 0)::bigint as grouped_by_comma,
    coalesce(sum(times) filter (regexp_full_match(digits, '-?\d{4,}')), 0)::bigint as ungrouped
from read
