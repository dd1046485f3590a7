"""A bank account."""


class Account:
    """An account with a balance.

    >>> account = Account(50)
    >>> account.deposit(20)
    >>> account.withdraw(30)
    >>> account.balance
    40
    """

    def __init__(self, start=0):
        """Start with this balance."""
        raise NotImplementedError

    def deposit(self, amount):
        """Add to the balance. An amount that is not above 0 raises a ValueError."""
        raise NotImplementedError

    def withdraw(self, amount):
        """Subtract from the balance. If there is not enough money, raise a ValueError and change nothing."""
        raise NotImplementedError
