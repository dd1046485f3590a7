"""All accounts share one balance. Does the balance belong to the class, or to the object?

Write `self.balance`, in `__init__` too.
"""


class Account:
    balance = 0

    def __init__(self, start=0):
        Account.balance = start

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("the amount must be above 0")
        Account.balance += amount

    def withdraw(self, amount):
        if amount > Account.balance:
            raise ValueError("not enough money")
        Account.balance -= amount
