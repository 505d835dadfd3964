-- The comments that are to be read: of a theme, of a list, with some words in them.
-- One row per comment: answer_no, import_no, respondent_row, answered_at, channel, touchpoint, stage, question, measure, score,
-- comment, language, sentiment, label.
-- 'no_evidence' are the comments in which no word says how they feel; $search ignores capitals.
-- uses: _filtered_themes
-- params: theme, among, search
chosen_comments as (
    select
        answer_no, import_no, respondent_row, answered_at, channel, touchpoint, stage, question, measure, score,
        comment, language, sentiment, coalesce(label, 'no_evidence') as label
    from filtered_answers
    where comment is not null and comment <> ''
        and ($theme::varchar is null or answer_no in (select answer_no from filtered_themes where theme = $theme))
        and ($among::bigint[] is null or list_contains($among::bigint[], answer_no))
        and ($search::varchar is null or contains(lower(comment), lower($search::varchar)))
)
