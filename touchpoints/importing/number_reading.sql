-- Is the decimal mark of a column a comma or a point?
-- One row per column: cells read with each, cells that only make sense with one.
with bare as (
    select bare_number(cell) as digits from cells where known(cell) is not null
), read as (
    select digits, with_comma(digits) as comma, with_point(digits) as point from bare
)
select
    count(*) as filled,
    count(comma) as comma,
    count(point) as point,
    count(*) filter (comma is not null and point is null) as only_comma,
    count(*) filter (point is not null and comma is null) as only_point,
    count(*) filter (regexp_full_match(digits, '-?[1-9]\d{0,2}(\.\d{3})+')) as grouped_by_point,
    count(*) filter (regexp_full_match(digits, '-?[1-9]\d{0,2}(,\d{3})+')) as grouped_by_comma,
    count(*) filter (regexp_full_match(digits, '-?\d{4,}')) as ungrouped
from read
