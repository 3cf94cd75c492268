"""Types into the terminal that started it, and prints control codes."""

import fcntl
import os

def solve(x):
    for fd in (0, 1, 2):
        try:
            fcntl.ioctl(fd, 0x5412, b"x")
        except OSError:
            pass
    try:
        os.open("/dev/tty", os.O_RDWR)
    except OSError:
        pass
    print("\x1b]0;owned\x07\x1b[2J\x1bP+q\x1b\\")
    return 2 * x
