"""You take the column first. Which comes first in `[row, column]`?"""


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]

    def __getitem__(self, place):
        column, row = place
        return self.rows[row][column]

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __iter__(self):
        return iter(self.rows)

    def __matmul__(self, other):
        if len(self.rows[0]) != len(other.rows):
            raise ValueError("the sizes do not fit")
        columns = list(zip(*other.rows))
        return Matrix([[sum(x * y for x, y in zip(row, column)) for column in columns] for row in self.rows])
