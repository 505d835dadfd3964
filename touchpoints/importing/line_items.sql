-- Do the rows of an order differ in their item and in nothing else?
-- One row: orders of several rows, those with one person, moment, touchpoint and value (or a blank below the first), those with several items.
-- An order's id may stand on its first row only.
with filled as (
    select
        last_value(order_id ignore nulls) over (order by row_no) as same,
        item, person, occurred_at, touchpoint, value
    from order_rows
), orders as (
    select
        same,
        count(*) as rows_of_order,
        greatest(count(distinct person), count(distinct occurred_at), count(distinct touchpoint), count(distinct value)) as versions,
        count(distinct item) as items
    from filled
    where same is not null
    group by same
)
select
    count(*) filter (rows_of_order > 1),
    count(*) filter (rows_of_order > 1 and versions <= 1),
    count(*) filter (rows_of_order > 1 and items > 1)
from orders
