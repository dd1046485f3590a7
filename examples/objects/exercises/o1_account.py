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
        """Begin with this balance."""
        raise NotImplementedError

    def deposit(self, amount):
        """Add to the balance. An amount that is not above 0 raises a ValueError."""
        raise NotImplementedError

    def withdraw(self, amount):
        """Take from the balance. Where there is not enough, raise a ValueError and change nothing."""
        raise NotImplementedError
