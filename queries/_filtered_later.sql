-- Which respondents met the business again after they answered, whatever the filters say of contacts.
-- One row per respondent with a later contact: import_no, respondent_row.
-- uses: _filtered_answers
answering as (
    select import_no, respondent_row, min(person_no) as person_no, max(answered_at) as answered_at
    from filtered_answers
    where person_no is not null
    group by import_no, respondent_row
), latest_contacts as (
    select person_no, max(occurred_at) as occurred_at
    from events
    where person_no in (select person_no from answering)
    group by person_no
), filtered_later as (
    select import_no, respondent_row
    from answering join latest_contacts on latest_contacts.person_no = answering.person_no
    where occurred_at > answered_at
)
