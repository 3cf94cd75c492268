"""The first process inside every sandbox: starts one program, relays its frames, ends it.

It is the only one that holds the streams to the host (0 in, 1 out). The program gets pipes
of its own, so nothing that it prints, closes or floods can reach those streams, and its
frames are checked here for their size before they are passed on. When the host's end of
stream 0 closes, for whatever reason, everything inside ends.

It is process 1 of its namespace: no signal from inside can kill or stop it, and all that is
inside ends with it. It is not dumpable, so that nothing of it can be opened through /proc;
an init of the same user would have left its copies of the streams open to everybody there.

Messages in both directions are one letter, four bytes of length (big-endian), payload:

    to here     P program (fields, see ``Supervisor._begin``), F frame for the program,
                C clear: end the program and leave nothing of it, then be ready again
    from here   R ready, B the program has begun, F frame from the program,
                X end (fields: kind, exit code, stdout, stderr, note)

It knows no JSON and imports little, because its start is part of every verification.
"""

import _signal as signal  # without the enumerations of ``signal``, which take 4 ms
import _thread
import ctypes
import os
import resource
import select
import struct
import sys
import time

FRAME_LIMIT = 16 * 1024**2
BUFFER_LIMIT = FRAME_LIMIT + 1024**2
WATCH_SECONDS = 0.05
FLUSH_SECONDS = 2.0
SCRATCH_ENTRIES = 4096
WRITABLE = ("/tmp", "/dev/shm", "/dev/mqueue")
_HERE = os.path.dirname(os.path.abspath(__file__))  # pathlib costs 10 ms
sys.path.append(_HERE)
from surroundings import (  # noqa: E402 - beside this
    GroupNice,
    become_batch_work,
    connect_directly,
    emptied,
    entries_used,
    idle_disk_access,
    memory_used,
    state_of,
)

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_HANG_UP = select.POLLHUP | select.POLLERR | select.POLLNVAL


def fields(payload):
    """The byte strings of a payload, each four bytes of length and itself."""
    found, at = [], 0
    while at < len(payload):
        (size,) = struct.unpack_from(">I", payload, at)
        found.append(bytes(payload[at + 4 : at + 4 + size]))
        at += 4 + size
    return found


def pack(parts):
    """The inverse of :func:`fields`."""
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def prctl(option, *arguments):
    """Call prctl(2); an error number is an error here."""
    libc = ctypes.CDLL(None, use_errno=True)
    padded = [ctypes.c_void_p(a) if isinstance(a, int) else a for a in arguments]
    padded += [ctypes.c_void_p(0)] * (4 - len(padded))
    if libc.prctl(option, *padded) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"prctl {option}: {os.strerror(number)}")


def install_filter(program):
    """Put a seccomp filter (an array of sock_filter) over this process, for good."""

    class Filter(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("program", ctypes.c_char_p))

    prctl(_PR_SET_NO_NEW_PRIVS, 1)
    prctl(_PR_SET_SECCOMP, 2, ctypes.byref(Filter(len(program) // 8, program)))


class Supervisor:
    """Programs, one after the other, each from its arrival to its end."""

    def __init__(self, count_processes, group_nice):
        self.count_processes = count_processes
        self.group_nice = group_nice
        self.poll = select.poll()
        self.wanted = {}
        self.incoming = bytearray()
        self.outgoing = bytearray()
        self.to_program = bytearray()
        self.from_program = bytearray()
        self.pipes = {}  # name of a pipe of the program -> our end of it
        self.kept = {"stdout": bytearray(), "stderr": bytearray()}
        self.written = {"stdout": 0, "stderr": 0}
        self.child = None
        self.limits = {}
        self.deadline = self.flush_until = None
        self.look_again = 0.0
        self.host_there = True
        self.too_much_memory = False
        self.programs = 0
        self.given = {folder: state_of(folder) for folder in WRITABLE}
        self.woken, waker = os.pipe()
        for fd in (0, 1, self.woken, waker):
            os.set_blocking(fd, False)
        # No signal has an effect on process 1 unless it has a handler for it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waker)

    # -- the loop ---------------------------------------------------------------------

    def run(self):
        """Serve until the end has been reported or the host has gone."""
        self._post(b"R", b"")
        while self.host_there and not self._reported():
            self._register()
            for fd, events in self.poll.poll(self._patience()):
                self._serve(fd, events)
            self._guard()
        self._slay()

    def _reported(self):
        if self.flush_until is None:
            return False
        return not self.outgoing or time.monotonic() > self.flush_until

    def _patience(self):
        if self.child is None:
            return None
        return WATCH_SECONDS * 1000

    def _register(self):
        """Wait only for what can be taken: full buffers push back to whoever fills them."""
        reading = len(self.to_program) < BUFFER_LIMIT
        wanted = {0: select.POLLIN if reading else 0, self.woken: select.POLLIN}
        if self.outgoing:
            wanted[1] = select.POLLOUT
        for name, fd in self.pipes.items():
            if name == "to":
                if self.to_program:
                    wanted[fd] = select.POLLOUT
            elif name != "from" or len(self.outgoing) < BUFFER_LIMIT:
                wanted[fd] = select.POLLIN
        if wanted != self.wanted:
            self.wanted = wanted
            self.poll = select.poll()
            for fd, events in wanted.items():
                self.poll.register(fd, events)

    def _serve(self, fd, events):
        if fd == 0:
            self._from_host(events)
        elif fd == 1:
            self._to_host(events)
        elif fd == self.woken:
            os.read(fd, 4096)
            self._reap()
        else:
            for name, pipe in list(self.pipes.items()):
                if pipe == fd:
                    self._serve_pipe(name, fd)

    # -- the host ---------------------------------------------------------------------

    def _post(self, letter, payload):
        self.outgoing += letter + struct.pack(">I", len(payload)) + payload

    def _from_host(self, events):
        if events & select.POLLIN:
            data = os.read(0, 1 << 20)
            self.incoming += data
            if not data:
                self.host_there = False
        elif events & _HANG_UP:
            self.host_there = False
        while len(self.incoming) >= 5:
            letter, size = struct.unpack_from(">cI", self.incoming)
            if len(self.incoming) < 5 + size:
                return
            payload = bytes(self.incoming[5 : 5 + size])
            del self.incoming[: 5 + size]
            if letter == b"P":
                self._begin(payload)
            elif letter == b"C":
                self._clear()
            else:
                self.to_program += struct.pack(">I", size) + payload

    def _to_host(self, events):
        if events & _HANG_UP:
            self.host_there = False
            return
        try:
            done = os.write(1, self.outgoing[: 1 << 16])
        except BlockingIOError:
            return
        except OSError:
            self.host_there = False
            return
        del self.outgoing[:done]

    # -- the program ------------------------------------------------------------------

    def _begin(self, payload):
        """Start the program: fields source, seccomp filter, search path, environment, limits."""
        source, seccomp, path, environment, numbers = fields(payload)
        self.limits = {k: float(v) for k, v in (n.split("=") for n in numbers.decode().split())}
        self.deadline = time.monotonic() + self.limits["wall"]
        names = ("to", "from", "stdout", "stderr")
        pairs = {name: os.pipe() for name in names}
        status_out, status_in = os.pipe()
        theirs = {n: pairs[n][0 if n == "to" else 1] for n in names}
        self.child = os.fork()
        if self.child == 0:
            self._become_program(theirs, status_in, seccomp, environment, path)
        os.close(status_in)
        for name, pair in pairs.items():
            os.close(theirs[name])
            self.pipes[name] = pair[1 if name == "to" else 0]
            os.set_blocking(self.pipes[name], False)
        fault = os.read(status_out, 4096)
        os.close(status_out)
        if fault:
            self.child = None
            self._finish("broken", None, fault.decode(errors="replace"))
            return
        self.to_program += struct.pack(">I", len(source)) + source
        self._post(b"B", b"")
        self.programs += 1
        _thread.start_new_thread(self._watch_memory, (self.programs,))

    def _become_program(self, theirs, status, seccomp, environment, path):
        """In the fork: become the program, or say through ``status`` why not."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            # A group of its own, but not a session: the kernel may weigh each by itself.
            os.setpgid(0, 0)
            null = os.open("/dev/null", os.O_RDONLY)
            # First out of the way, then into place: a pipe may itself sit on 3 or 4.
            high = [os.dup(fd) for fd in (null, theirs["stdout"], theirs["stderr"])]
            high += [os.dup(theirs["to"]), os.dup(theirs["from"])]
            high = [self._above(fd, 32) for fd in high]
            status = self._above(status, 32)
            for place, fd in enumerate(high):
                os.dup2(fd, place)
            os.closerange(5, status)
            os.closerange(status + 1, 256)
            self._limit()
            variables = dict(os.environb)
            for pair in environment.split(b"\0"):
                name, _, value = pair.partition(b"=")
                if name:
                    variables[name] = value
            variables[b"PYTHONPATH"] = path
            install_filter(seccomp)
            program = os.path.join(_HERE, "program.py")
            # Without ``site``, whose start takes a third as long as the interpreter's.
            os.execve(sys.executable, [sys.executable, "-SsPB", program], variables)
        except BaseException as error:  # whatever it is, it must be reported
            os.write(status, f"{type(error).__name__}: {error}".encode())
        os._exit(125)

    @staticmethod
    def _above(fd, lowest):
        """The same open file at a number from ``lowest`` on, closed by an exec."""
        import fcntl

        return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, lowest)

    def _limit(self):
        """Set what the kernel itself holds the program to."""
        number = {name: int(value) for name, value in self.limits.items()}
        # Only the program: the supervisor must get its turn beside sixty-four of these.
        os.nice(number["nice"])
        if number["nice"]:
            idle_disk_access()
        table = [
            (resource.RLIMIT_CPU, number["cpu"]),
            (resource.RLIMIT_AS, number["address"]),
            (resource.RLIMIT_FSIZE, number["file"]),
            (resource.RLIMIT_NOFILE, 256),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_MSGQUEUE, 0),
            (resource.RLIMIT_MEMLOCK, 0),
            # Counted for all processes of a user together, the ones outside included.
            (resource.RLIMIT_SIGPENDING, 512),
        ]
        if self.count_processes:
            table.append((resource.RLIMIT_NPROC, number["processes"]))
        for which, soft in table:
            # A second between the two for processor time: the soft one tells which it was.
            hard = soft + 1 if which == resource.RLIMIT_CPU else soft
            resource.setrlimit(which, (soft, hard))

    def _serve_pipe(self, name, fd):
        if name == "to":
            try:
                del self.to_program[: os.write(fd, self.to_program[: 1 << 16])]
            except BlockingIOError:
                return
            except OSError:
                self._shut(name)
                self.to_program.clear()
            return
        try:
            data = os.read(fd, 1 << 16)
        except BlockingIOError:
            return
        if not data:
            self._shut(name)
        elif name == "from":
            self.from_program += data
            self._relay()
        else:
            self.written[name] += len(data)
            room = int(self.limits["output"]) - len(self.kept[name])
            self.kept[name] += data[: max(room, 0)]

    def _relay(self):
        """Pass on every frame that is complete; a size that no frame has ends the program."""
        while len(self.from_program) >= 4:
            (size,) = struct.unpack_from(">I", self.from_program)
            if size > FRAME_LIMIT:
                self.from_program.clear()
                self._finish("protocol", None, f"a frame of {size} bytes was announced")
                return
            if len(self.from_program) < 4 + size:
                return
            self._post(b"F", bytes(self.from_program[4 : 4 + size]))
            del self.from_program[: 4 + size]

    def _shut(self, name):
        os.close(self.pipes.pop(name))

    # -- its end ----------------------------------------------------------------------

    def _guard(self):
        """Hold the program to the limits that the kernel does not know."""
        now = time.monotonic()
        if self.child is None or self.flush_until is not None or now < self.look_again:
            return
        self.look_again = now + WATCH_SECONDS
        if now > self.deadline:
            self._finish("timeout", None, "the wall clock limit")
        elif max(self.written.values()) > 128 * self.limits["output"]:
            self._finish("output_limit", None, "the output limit")
        elif self.too_much_memory:
            self._finish("out_of_memory", None, "the memory limit")
        elif max(entries_used("/tmp"), entries_used("/dev/shm")) > SCRATCH_ENTRIES + 64:
            self._finish("out_of_memory", None, "the limit of files in the scratch folder")

    def _watch_memory(self, program):
        """Beside the loop: what tells the memory of a process waits while that one forks."""
        limit = self.limits["memory"]
        while self.programs == program:
            self.group_nice.apply()
            if memory_used(limit) > limit and self.programs == program:
                self.too_much_memory = True
                return
            time.sleep(WATCH_SECONDS)

    def _reap(self):
        """Bury every process that has ended: orphans come to process 1."""
        while True:
            try:
                pid, status, used = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if pid == self.child:
                self.child = None
                self._conclude(status, used)

    def _conclude(self, status, used):
        """The program has ended: take what it left in its pipes, and say how it ended."""
        code = os.waitstatus_to_exitcode(status)
        if code == -signal.SIGXCPU:
            self._finish("timeout", code, "the processor time limit")
        elif code == -signal.SIGKILL and used.ru_maxrss * 1024 > 0.8 * self.limits["memory"]:
            self._finish("out_of_memory", code, "killed by the kernel")
        else:
            self._finish("crashed" if code < 0 else "exited", code, "")

    def _finish(self, kind, code, note):
        """Kill all there is, then report; only the first report counts."""
        if self.flush_until is not None:
            return
        self._slay()
        self.flush_until = time.monotonic() + FLUSH_SECONDS
        for name in ("from", "stdout", "stderr"):
            self._drain(name)
        for name in list(self.pipes):
            self._shut(name)
        number = b"" if code is None else str(code).encode()
        texts = [bytes(self.kept["stdout"]), bytes(self.kept["stderr"]), note.encode()]
        self._post(b"X", pack([kind.encode(), number, *texts]))

    def _drain(self, name):
        """Take what is already in a pipe, at most what a pipe can hold."""
        for _ in range(64):
            if name not in self.pipes:
                return
            before = self.written.get(name, 0) + len(self.from_program) + len(self.outgoing)
            self._serve_pipe(name, self.pipes[name])
            if before == self.written.get(name, 0) + len(self.from_program) + len(self.outgoing):
                return

    def _clear(self):
        """End the program, leave nothing that the next one could find, and be ready for it.

        What else could outlive a process here (shared memory, semaphores and queues of
        System V, keyrings) the filter over the program denies. Where something stays after all,
        this ends, and all with it.
        """
        if self.flush_until is not None:
            return
        self.programs += 1
        self._slay()
        while self._bury():
            pass
        self.child = self.deadline = None
        for name in list(self.pipes):
            self._shut(name)
        self.to_program.clear()
        self.from_program.clear()
        self.kept = {"stdout": bytearray(), "stderr": bytearray()}
        self.written = {"stdout": 0, "stderr": 0}
        self.too_much_memory = False
        if all(emptied(folder, state) for folder, state in self.given.items()):
            self._post(b"R", b"")
        else:
            self.host_there = False

    def _bury(self):
        """Wait for one of the killed; False when there is none left in here."""
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return False
        return True

    def _slay(self):
        """Kill every process in here but this one."""
        try:
            os.kill(-1, signal.SIGKILL)
        except ProcessLookupError:
            return


def main(arguments):
    """Drop what privileges there are, hide from the program, and serve.

    Args:
        arguments: ``--uid N`` where this starts as root; ``--count-processes`` where no
            control group counts them, so that the resource limit must; ``--group-nice N`` for
            the group that the kernel makes of this session, if it does (sched(7), autogroup);
            ``--host PATH`` where the host may listen on a socket.
    """
    # Where the machine runs out of memory, the kernel is to begin here. First of all, because
    # what hides from the program may not write there any more.
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
    become_batch_work()
    told = "--group-nice" in arguments
    group_nice = GroupNice(arguments[arguments.index("--group-nice") + 1] if told else "")
    if "--uid" in arguments:
        uid = int(arguments[arguments.index("--uid") + 1])
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    if os.getuid() == 0 or os.getpid() != 1:
        sys.exit("the supervisor must not be root, and must be process 1")
    # Becoming another user has cleared it.
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # Otherwise the program, of the same user, could read and write this process's memory.
    prctl(_PR_SET_DUMPABLE, 0)
    if "--host" in arguments:
        connect_directly(arguments[arguments.index("--host") + 1])
    Supervisor("--count-processes" in arguments, group_nice).run()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
