-- The comments that are to be read: of a theme, of a list, with some words in them.
-- One row per comment: answer_no, import_no, respondent_row, person_no, answered_at, channel, touchpoint, stage, question, measure,
-- score, verdict, comment, language, sentiment, label.
-- score is the comment's own, else the first score that the same respondent gave in the same file; its verdict is 'unhappy' (NPS
-- 0 to 6, the lowest quarter of another scale), 'happy' (NPS 9 and 10, the highest quarter) or 'between', and '' where there is no
-- score, or it measures effort, whose direction is not known. 'no_evidence' are the comments in which no word says how they feel;
-- $search ignores capitals.
-- uses: _filtered_themes
-- params: theme, among, search
scores_of_respondents as (
    select
        import_no, respondent_row, measure, low, high, score,
        row_number() over (partition by import_no, respondent_row order by question_no) as place
    from filtered_answers
    where score is not null
), rated_comments as (
    select
        answers.answer_no as answer_no, answers.import_no as import_no, answers.respondent_row as respondent_row,
        person_no, answered_at, channel, touchpoint, stage, question, comment, language, sentiment,
        coalesce(label, 'no_evidence') as label,
        case when answers.score is null then coalesce(beside.measure, answers.measure) else answers.measure end as measure,
        case when answers.score is null then beside.low else answers.low end as low,
        case when answers.score is null then beside.high else answers.high end as high,
        coalesce(answers.score, beside.score) as score
    from filtered_answers as answers
    left join scores_of_respondents as beside
        on beside.import_no = answers.import_no and beside.respondent_row = answers.respondent_row and beside.place = 1
    where comment is not null and comment <> ''
        and ($theme::varchar is null or answers.answer_no in (select answer_no from filtered_themes where theme = $theme))
        and ($among::bigint[] is null or list_contains($among::bigint[], answers.answer_no))
        and ($search::varchar is null or contains(lower(comment), lower($search::varchar)))
), chosen_comments as (
    select
        answer_no, import_no, respondent_row, person_no, answered_at, channel, touchpoint, stage, question, measure, score,
        case
            when score is null or measure = 'ces' then ''
            when measure = 'nps' then case when score < 7 then 'unhappy' when score >= 9 then 'happy' else 'between' end
            when low is null or high is null or high <= low then ''
            when score - low <= 0.25 * (high - low) then 'unhappy'
            when score - low >= 0.75 * (high - low) then 'happy'
            else 'between'
        end as verdict,
        comment, language, sentiment, label
    from rated_comments
)
