-- What the comments that the filters leave say about each theme they name; the only place that reads `answer_themes`.
-- One row per comment and theme: answer_no, import_no, respondent_row, channel, touchpoint, stage, theme, theme_sentiment, theme_label.
-- uses: _filtered_answers
filtered_themes as (
    select
        filtered_answers.answer_no as answer_no, import_no, respondent_row, channel, touchpoint, stage,
        theme, named.sentiment as theme_sentiment, named.label as theme_label
    from answer_themes as named join filtered_answers on filtered_answers.answer_no = named.answer_no
)
