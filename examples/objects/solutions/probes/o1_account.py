"""What the suite asks of an account. `learner` has the names of the learner's file."""


def balance_after(start, amounts):
    """Return the balance after amounts that are paid in, or out where they are negative."""
    account = learner.Account(start)
    for amount in amounts:
        if amount < 0:
            account.withdraw(-amount)
        else:
            account.deposit(amount)
    return account.balance


def refused(start, amount):
    """Return what is raised where the amount is paid out, or in where it is not above 0, and the balance then."""
    account = learner.Account(start)
    try:
        if amount > 0:
            account.withdraw(amount)
        else:
            account.deposit(amount)
    except Exception as error:
        return type(error).__name__, account.balance
    return "nothing", account.balance


def two_accounts(first, second):
    """Return the balances of two accounts after each has got 5 more."""
    one, other = learner.Account(first), learner.Account(second)
    one.deposit(5)
    other.deposit(5)
    return one.balance, other.balance
