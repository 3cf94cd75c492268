# --- code
import asyncio


async def gather_in_order(functions):
    """Results of coroutine functions, run together, in order."""
    async def one(function):
        return function() if callable(function) else function

    return list(await asyncio.gather(*[one(function) for function in functions]))

# --- tests
import asyncio

import pytest

from solution import gather_in_order


def test_two():
    assert asyncio.run(gather_in_order([lambda: 1, lambda: "b"])) == [1, "b"]


@pytest.mark.asyncio
async def test_none():
    assert await gather_in_order([]) == []


@pytest.mark.asyncio
async def test_three():
    made = await gather_in_order([str, list, dict])
    assert made == ["", [], {}]


def test_plain_values():
    assert asyncio.run(gather_in_order([5, lambda: 6])) == [5, 6]

# --- another
import asyncio


async def gather_in_order(functions):
    made = []
    for function in functions:
        await asyncio.sleep(0)
        made.append(function() if callable(function) else function)
    return made
