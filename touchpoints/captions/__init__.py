"""What is written around a chart or a table, in the language of the reader."""
