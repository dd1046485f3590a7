"""Your account can pay out more money than it has. What should happen then?

Compare the amount with the balance before you subtract, and raise a ValueError.
"""


class Account:
    def __init__(self, start=0):
        self.balance = start

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("the amount must be above 0")
        self.balance += amount

    def withdraw(self, amount):
        self.balance -= amount
