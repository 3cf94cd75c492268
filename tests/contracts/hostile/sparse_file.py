"""Makes a file that claims a terabyte."""

import os

def solve(x):
    fd = os.open("/tmp/sparse", os.O_CREAT | os.O_WRONLY)
    os.lseek(fd, 2**40, os.SEEK_SET)
    os.write(fd, b"x")
    return 2 * x
