"""Never gets imported."""

while True:
    pass

def solve(x):
    return 2 * x
