-- What do the values of each column look like, in the rows at the beginning?
-- One row per column: what is filled, how many different values, how many look like what, examples.
-- uses: _moments
with head as (
    select * exclude (row_no, extra) from staged limit getvariable('profile_rows')
), texts as (
    select column_name, cell as text from head unpivot (cell for column_name in (columns(*)))
), counted as (
    select column_name, text, count(*) as times from texts where known(text) is not null group by column_name, text
), numbered as (
    select row_number() over () as row_no, column_name, text, times, bare_number(text) as bare from counted
), moment_texts as (
    select row_no, null as carried, text from numbered
    where length(text) between 6 and 60 and regexp_matches(text, '\d') and not regexp_full_match(text, '[\d.,]+')
        or regexp_full_match(text, '\d{1,4}[.]\d{1,2}[.]\d{2,4}')
),
_moments,
dated as (
    select row_no from moments where coalesce(dmy, mdy, ymd) is not null
), judged as (
    select
        column_name, text, times,
        regexp_full_match(text, '[-+]?\d+') as is_integer,
        coalesce(with_point(bare), with_comma(bare)) as number,
        dated.row_no is not null as is_date,
        regexp_full_match(text, '\d[.,]?\d*[eE]\+\d{2,3}') as is_damaged_id,
        regexp_matches(text, '^\[.*\]$|^\{.*\}$') as is_list,
        regexp_full_match(text, '[^@\s]+@[^@\s]+\.[^@\s]+') as is_email
    from numbered left join dated using (row_no)
)
select
    column_name,
    sum(times)::bigint as filled,
    count(*) as different,
    (sum(times) filter (is_date))::bigint as dates,
    (sum(times) filter (number is not null and not is_date))::bigint as numbers,
    (sum(times) filter (is_integer))::bigint as integers,
    (sum(times) filter (is_damaged_id))::bigint as damaged_ids,
    (sum(times) filter (is_list))::bigint as lists,
    (sum(times) filter (is_email))::bigint as emails,
    min(number) as lowest,
    max(number) as highest,
    (sum(times) filter (number between 1 and 5))::bigint as up_to_five,
    (sum(times) filter (number between 1 and 7))::bigint as up_to_seven,
    (sum(times) filter (number between 0 and 10))::bigint as up_to_ten,
    sum(length(text) * times) / sum(times) as mean_length,
    (sum(times) filter (contains(text, ' ')))::bigint as with_spaces,
    (sum(times) filter (regexp_matches(text, '\d')))::bigint as with_digits,
    arg_max(text, times, 60) as examples,
    max(times) as most_repeated
from judged
group by column_name
