-- The stages of a file in the order in which people first meet them (judged by its first 50,000 events).
with these as (
    select id_no, words_no, instant, row_no from incoming_keys
    where import_no = getvariable('import_no') limit 50000
), head as (
    select id_no, stage, instant, row_no from these join incoming_words using (words_no) where stage <> '(unknown)'
), met as (
    select id_no, stage, min(instant) as first_met, min(row_no) as first_row from head group by id_no, stage
), ranked as (
    select stage, (row_number() over (partition by id_no order by first_met, first_row) - 1) / count(*) over (partition by id_no) as place
    from met
)
select stage from ranked group by stage order by avg(place), stage
