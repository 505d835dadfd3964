-- The last three contacts of each respondent in the 30 days before the answer, whatever the filters say of contacts.
-- One row per respondent and contact: import_no, respondent_row, contact, place (1 is the last one before the answer).
-- A contact at the very moment of the answer counts as before it. Both are times of the wall clock of their files.
-- uses: _filtered_answers
respondents as (
    select
        import_no, respondent_row, min(person_no) as person_no, min(answered_at) as answered_at,
        min(case when touchpoint <> '(unknown)' then touchpoint end) as named
    from filtered_answers
    group by import_no, respondent_row
), contacts_before as (
    select
        import_no, respondent_row, touchpoint as contact,
        row_number() over (partition by import_no, respondent_row order by occurred_at desc, event_no desc) as place
    from respondents join events on events.person_no = respondents.person_no
    where occurred_at <= answered_at and occurred_at >= answered_at - interval 30 day
), filtered_contacts as (
    select import_no, respondent_row, contact, place from contacts_before where place <= 3
)
