"""You multiply item by item. What does a row meet?"""


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]

    def __getitem__(self, place):
        row, column = place
        return self.rows[row][column]

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __iter__(self):
        return iter(self.rows)

    def __matmul__(self, other):
        if len(self.rows[0]) != len(other.rows):
            raise ValueError("the sizes do not fit")
        return Matrix([[x * y for x, y in zip(row, other_row)] for row, other_row in zip(self.rows, other.rows)])
