"""Tries to break out of the sandbox it runs in, and reports each attempt to the host.

The host sends what to look for: ``nonce``, ``secrets`` (files that must not be readable),
``folders`` (that must not be visible), ``pid`` (a process that must not be), ``processes``
(the cap). What comes back is a list of claim, whether it held, and what was seen.
"""

import contextlib
import ctypes
import os
import socket
import sys
import time

libc = ctypes.CDLL(None, use_errno=True)
asked = RECEIVE()
results = []


def claim(name, held, seen):
    results.append([name, bool(held), str(seen)[:300]])


def failed(call, *arguments):
    """What a C call that must fail did: its error, or that it worked."""
    ctypes.set_errno(0)
    if call(*arguments) == -1:
        return os.strerror(ctypes.get_errno())
    return ""


def attempt(action):
    try:
        return "", action()
    except OSError as error:
        return f"{type(error).__name__}: {error.strerror}", None


def check_network():
    errors = []
    for family in (socket.AF_INET, socket.AF_INET6):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            error, opened = attempt(lambda f=family, k=kind: socket.socket(f, k))
            if opened is not None:
                opened.settimeout(0.2)
                error, _ = attempt(lambda s=opened: s.connect(("1.1.1.1", 53)))
                opened.close()
            errors.append(error)
    claim("no network", all(errors), errors[0] or "connected")
    with open("/proc/net/dev") as file:
        names = [line.split(":")[0].strip() for line in file if ":" in line]
    claim("no network interface", set(names) <= {"lo"}, ", ".join(names) or "none")


def check_files():
    opened = [path for path in asked["secrets"] if not attempt(lambda p=path: open(p).read())[0]]
    claim("secrets of the host unreadable", not opened, opened or f"{len(asked['secrets'])} tried")
    seen = [path for path in asked["folders"] if os.path.exists(path)]
    claim("folders of the user invisible", not seen, seen or f"{len(asked['folders'])} tried")
    written = []
    for folder in (
        "/",
        "/python",
        "/python/lib",
        "/etc",
        "/usr",
        "/libraries",
        "/dev",
        "/proc",
        "/sys",
    ):
        path = os.path.join(folder, "written")
        if not attempt(lambda p=path: os.close(os.open(p, os.O_CREAT | os.O_WRONLY)))[0]:
            written.append(path)
    claim("nothing writable but scratch", not written, written or "read-only")
    devices = {"null", "zero", "full", "random", "urandom", "tty", "console", "ptmx", "pts", "shm",
               "fd", "stdin", "stdout", "stderr", "core", "mqueue"}  # fmt: skip
    extra = set(os.listdir("/dev")) - devices
    claim("no device of the host", not extra, sorted(extra) or "only the harmless ones")


def check_privileges():
    with open("/proc/self/status") as file:
        status = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
    capabilities = int(status["CapEff"], 16) | int(status["CapPrm"], 16) | int(status["CapAmb"], 16)
    claim("no capability", capabilities == 0, status["CapEff"])
    claim("no new privileges", status["NoNewPrivs"] == "1", status["NoNewPrivs"])
    claim("a filter over system calls", status["Seccomp"] == "2", status["Seccomp"])
    with open("/proc/self/uid_map") as file:
        maps = [[int(n) for n in line.split()] for line in file]
    uid = os.getuid()
    outside = [o + uid - i for i, o, n in maps if i <= uid < i + n]
    # An ordinary user's namespace may call that user 0 on the way; a real root must not be.
    held = uid != 0 and not (asked["root"] and 0 in outside)
    claim("not root outside either", held, f"user {uid}, outside {outside}")
    claim(
        "no way to become root", attempt(lambda: os.setuid(0))[0], attempt(lambda: os.setuid(0))[0]
    )
    for name, arguments in (
        ("mount", (b"none", b"/tmp", b"tmpfs", 0, None)),
        ("ptrace", (16, os.getppid(), None, None)),
        ("unshare", (0x10000000,)),
        ("setns", (0, 0)),
        ("chroot", (b"/tmp",)),
    ):
        error = failed(getattr(libc, name), *arguments)
        claim(f"{name} denied", error, error or "it worked")


def check_processes():
    pids = sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
    hidden = asked["pid"] not in pids or asked["pid"] < 64
    claim("no process of the host visible", len(pids) < 16 and hidden, f"{len(pids)} processes")
    memory, _ = attempt(lambda: os.close(os.open(f"/proc/{os.getppid()}/mem", os.O_RDWR)))
    claim("supervisor's memory closed", memory, memory or "opened")
    children, error = [], ""
    read, write = os.pipe()
    while len(children) < asked["processes"] + 64 and not error:
        error, pid = attempt(os.fork)
        if pid == 0:
            os.close(write)
            os.read(read, 1)
            os._exit(0)
        if pid:
            children.append(pid)
    os.close(write)
    for pid in children:
        os.waitpid(pid, 0)
    os.close(read)
    claim("processes capped", error and len(children) <= asked["processes"], f"at {len(children)}")


def check_environment():
    known = set(asked["environment"])
    names = set(os.environ)
    with contextlib.suppress(OSError), open("/proc/1/environ", "rb") as file:
        names |= {pair.partition(b"=")[0].decode() for pair in file.read().split(b"\0") if pair}
    extra = sorted(names - known)
    claim("environment clean", not extra, extra or f"{len(os.environ)} variables")
    claim("only its libraries", "docker" not in sys.modules and not os.listdir("/libraries"),
          os.listdir("/libraries"))  # fmt: skip


def check_good_program():
    with open("/tmp/good", "w") as file:
        file.write("works")
    with open("/tmp/good") as file:
        text = file.read()
    pid = os.fork()
    if pid == 0:
        os._exit(7)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    ours, theirs = socket.socketpair()
    ours.send(b"x")
    fine = text == "works" and code == 7 and theirs.recv(1) == b"x" and time.time() > 0
    claim("a good program works", fine, f"Python {sys.version.split()[0]}")


check_network()
check_files()
check_privileges()
check_processes()
check_environment()
check_good_program()
SEND({"nonce": asked["nonce"], "results": results})
