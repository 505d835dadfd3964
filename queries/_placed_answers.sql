-- Where on the journey each respondent was: at the touchpoint that the answer names, else at the last contact in the 30 days before.
-- One row per respondent: import_no, respondent_row, contact ('' where there is none), matched (how, or why not).
-- matched is 'named', 'before', 'no person', 'no date' or 'no contact'.
-- uses: _filtered_contacts
placed_answers as (
    select
        respondents.import_no as import_no, respondents.respondent_row as respondent_row,
        coalesce(named, contact, '') as contact,
        case
            when named is not null then 'named' when contact is not null then 'before'
            when person_no is null then 'no person' when answered_at is null then 'no date'
            else 'no contact'
        end as matched
    from respondents
    left join filtered_contacts as last
        on last.import_no = respondents.import_no and last.respondent_row = respondents.respondent_row and last.place = 1
)
