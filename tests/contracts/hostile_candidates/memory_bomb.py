"""Takes all memory."""

def total(values):
    hoard = []
    while True:
        hoard.append(bytearray(16 * 1024 * 1024))
