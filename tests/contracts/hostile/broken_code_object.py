"""Crashes the interpreter through made-up byte code."""

def solve(x):
    code = solve.__code__.replace(co_code=b"\x64\xff" * 200 + b"\x01\x00" * 50)
    return eval(code)
