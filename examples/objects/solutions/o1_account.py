"""A bank account."""


class Account:
    """An account with a balance."""

    def __init__(self, start=0):
        self.balance = start

    def deposit(self, amount):
        """Add to the balance."""
        if amount <= 0:
            raise ValueError("the amount must be above 0")
        self.balance += amount

    def withdraw(self, amount):
        """Take from the balance."""
        if amount > self.balance:
            raise ValueError("not enough money")
        self.balance -= amount
