"""Documents that people have, as paragraphs and tables: Word, PDF with text, web pages, plain text, spreadsheets."""
