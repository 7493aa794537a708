"""The grammar of dates: phrases to meanings, and meanings to EDTF on the day of publication.

`tokens` cuts a sentence; `tables` and `vocabulary` hold the words of a language. `slots`, `figures`
and `patterns` find phrases, `phrases` says what they mean (`meanings`), `tense` whether it
looks back or ahead. `anchoring` says which days are meant, by name (`named`), by distance
(`distances`), the `nearest` of several; `points` writes them. `fallback` asks for what is left.
"""
