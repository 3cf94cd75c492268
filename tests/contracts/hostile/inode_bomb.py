"""Makes empty files without end."""

def solve(x):
    n = 0
    while True:
        open(f"/tmp/{n}", "w").close()
        n += 1
