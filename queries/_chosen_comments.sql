-- The comments that are to be read: of a theme, on a touchpoint, of a list, with some words in them.
-- One row per comment: answer_no, import_no, respondent_row, person_no, answered_at, channel, touchpoint, stage, question, measure,
-- score, verdict, comment, language, sentiment, label.
-- score is the comment's own, else the first score that the same respondent gave in the same file; verdict is '' where there is no
-- score. 'no_evidence' are the comments in which no word says how they feel; $search ignores capitals.
-- uses: _filtered_themes, _scored
-- params: theme, touchpoint, among, search
first_scores as (
    select
        import_no, respondent_row, measure, score, verdict,
        row_number() over (partition by import_no, respondent_row order by question_no, answer_no) as place
    from scored
), chosen_comments as (
    select
        answers.answer_no as answer_no, answers.import_no as import_no, answers.respondent_row as respondent_row,
        answers.person_no as person_no, answers.answered_at as answered_at, answers.channel as channel,
        answers.touchpoint as touchpoint, answers.stage as stage, answers.question as question,
        case when answers.score is null then coalesce(beside.measure, answers.measure) else answers.measure end as measure,
        coalesce(answers.score, beside.score) as score,
        coalesce(own.verdict, beside.verdict, '') as verdict,
        comment, language, sentiment, coalesce(label, 'no_evidence') as label
    from filtered_answers as answers
    left join scored as own on own.answer_no = answers.answer_no
    left join first_scores as beside
        on beside.import_no = answers.import_no and beside.respondent_row = answers.respondent_row and beside.place = 1
    where comment is not null and comment <> ''
        and ($theme::varchar is null or answers.answer_no in (select answer_no from filtered_themes where theme = $theme))
        and ($touchpoint::varchar is null or answers.touchpoint = $touchpoint)
        and ($among::bigint[] is null or answers.answer_no in (select unnest($among::bigint[])))
        and ($search::varchar is null or contains(lower(comment), lower($search::varchar)))
)
