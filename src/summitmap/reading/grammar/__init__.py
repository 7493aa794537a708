"""The grammar of dates: phrases to meanings, and meanings to EDTF on the day of publication.

`tokens` cuts a sentence, `tables` and `vocabulary` hold the words of a language, `slots` and
`patterns` find phrases in it, `phrases` says what they mean (`meanings`), `tense` whether the
sentence looks back or ahead, and `anchoring` which days are meant (written by `points`).
"""
