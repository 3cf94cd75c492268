"""Never returns."""

def total(values):
    while True:
        pass
