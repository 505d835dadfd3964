-- How many events, respondents and figures do some imports hold of some days?
-- One row: their number.
with held as (
    select 1 as one from previous.events join previous.event_keys on event_keys.rowid = event_no
    where list_contains($imports, import_no) and occurred_at::date between $since and $until
    union all
    select 1 from (
        select distinct import_no, respondent_row from previous.answers
        where list_contains($imports, import_no) and answered_at::date between $since and $until
        union
        select distinct import_no, respondent_row from previous.choices
        where list_contains($imports, import_no) and answered_at::date between $since and $until
    )
    union all
    select 1 from previous.figures where list_contains($imports, import_no) and since between $since and $until
)
select count(*) from held
