"""A quiz: one YAML file, asked in the terminal, on a page and in class, and marked by one pure function.

From below: `model` the shape of the file; `draw`, `numbers`, `wording`, `credit`, `formula` small subjects;
`facts` what the course gives; `variant` a question with its numbers; `load` a quiz; `markers` and `mark` an answer's
points; `select`, `outcome`, `sitting`, `answers` a whole quiz; `present` and `markup` what is shown; `check`, `export`
and `analysis` for authors and teachers.
"""
