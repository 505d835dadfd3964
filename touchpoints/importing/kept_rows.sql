-- Which rows of a file say something of their own: the first row of each order, and no row that a rule leaves out.
-- An order's id may stand on its first row only. Where `pack` says "Pacote de 3 produtos", the three rows below belong to that row.
-- Session variables: has_items, another_item.

-- One row per row of the file: row_no, reason (NULL where the row is kept).
create or replace temp table row_reasons as
with numbered as (
    select
        row_no, row_number() over (order by row_no) as place, order_id,
        try_cast(nullif(regexp_extract(lower(pack), 'pa(?:cote|quete|ck|ckage) (?:de|of) (\d+)', 1), '') as bigint) as pack_of
    from orders_of_rows
), below as (
    select
        row_no, place, pack_of,
        last_value(order_id ignore nulls) over (order by place) as order_id,
        last_value(case when pack_of is not null then place end ignore nulls) over (order by place) as pack_place,
        last_value(pack_of ignore nulls) over (order by place) as pack_rows
    from numbered
), grouped as (
    select
        row_no, place,
        case
            when pack_of is null and place <= pack_place + pack_rows then 'pack ' || pack_place
            when pack_of is not null then 'pack ' || place
            else 'order ' || coalesce(order_id, 'row ' || row_no)
        end as same
    from below
), firsts as (
    select row_no, row_number() over (partition by same order by place) as number from grouped
), told as (
    select row_no, min(reason) as reason
    from (select * exclude (extra) from told_of_rows) unpivot (cell for place in (columns(* exclude (row_no))))
    join left_out using (place)
    where starts_with(lower(cell), text)
    group by row_no
)
select
    row_no,
    coalesce(told.reason, case when getvariable('has_items') and number > 1 then getvariable('another_item') end) as reason
from firsts left join told using (row_no);

create or replace temp view kept_rows as select row_no from row_reasons where reason is null;
