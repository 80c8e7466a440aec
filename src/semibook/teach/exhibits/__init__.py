"""What a lesson shows, a module a lesson: each public function makes a table or a blind figure.

Its parameters are as those of answers, and `labels`: the words of the exhibit in one language. A
figure is blind: it shows what is measured, and no value or title that a question asks for. Sources
of a table's rows beside those that the lesson names stand in its `attrs`, as `sources`.
"""

#: Shades that stay apart on a grey printer, the darkest first.
GREYS = ("#22262b", "#7b828c", "#c9ced4")
