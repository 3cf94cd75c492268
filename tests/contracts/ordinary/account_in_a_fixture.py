# --- code
class InsufficientFunds(Exception):
    """More was asked for than there is."""

    def __init__(self, missing):
        super().__init__(missing)
        self.missing = missing

    def __str__(self):
        return f"{self.missing} too little"


class Account:
    """An account that never goes below zero."""

    def __init__(self, balance=0):
        self.balance = balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += amount
        return self.balance

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(amount - self.balance)
        self.balance -= amount
        return self.balance

# --- tests
import pytest

from solution import Account, InsufficientFunds


@pytest.fixture
def account():
    return Account(100)


def test_deposit(account):
    assert account.deposit(50) == 150
    assert account.balance == 150


def test_withdraw(account):
    assert account.withdraw(100) == 0


def test_too_much(account):
    with pytest.raises(InsufficientFunds, match="20 too little") as info:
        account.withdraw(120)
    assert info.value.missing == 20
    assert account.balance == 100


@pytest.mark.parametrize("amount", [0, -5])
def test_no_deposit(account, amount):
    with pytest.raises(ValueError, match="positive"):
        account.deposit(amount)


def test_smallest_deposit():
    assert Account().balance == 0
    assert Account().deposit(1) == 1


# --- another
class InsufficientFunds(Exception):
    def __init__(self, missing):
        Exception.__init__(self, missing)
        self.missing = missing

    def __str__(self):
        return "{} too little".format(self.missing)


class Account:
    def __init__(self, balance=0):
        self.balance = balance

    def deposit(self, amount):
        if not amount > 0:
            raise ValueError("amount must be positive")
        self.balance = self.balance + amount
        return self.balance

    def withdraw(self, amount):
        left = self.balance - amount
        if left < 0:
            raise InsufficientFunds(-left)
        self.balance = left
        return left
