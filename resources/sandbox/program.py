"""Runs one Python source in a sandbox; the source is the first frame on descriptor 3.

Everything is imported inside functions: the program gets this module's namespace as its own
``__main__``, emptied.
"""


def _channel():
    """The two functions that read a frame from descriptor 3 and write one to 4."""
    import os

    def read(size):
        parts = []
        while size:
            part = os.read(3, min(size, 1 << 20))
            if not part:
                raise EOFError("the host has closed the channel")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def read_frame():
        return read(int.from_bytes(read(4), "big"))

    def receive():
        """Wait for the next frame from the host and return its JSON value."""
        import json

        return json.loads(read_frame())

    def send(value):
        """Send a JSON value to the host as one frame of at most 16 MiB."""
        import json

        send_frame(json.dumps(value).encode())

    def send_frame(data):
        if len(data) > 16 * 1024**2:
            raise ValueError(f"a frame of {len(data)} bytes is more than 16 MiB")
        view = memoryview(len(data).to_bytes(4, "big") + data)
        while view:
            view = view[os.write(4, view) :]

    receive.frame, send.frame = read_frame, send_frame
    return read_frame, receive, send


def _main():
    import os
    import sys

    for fd in (3, 4):
        os.set_inheritable(fd, False)
    read_frame, receive, send = _channel()
    code = compile(read_frame(), "<program>", "exec", dont_inherit=True)
    space = sys.modules["__main__"].__dict__
    for name in [n for n in space if n not in ("__name__", "__builtins__", "__doc__")]:
        del space[name]
    space.update(__doc__=None, RECEIVE=receive, SEND=send)
    sys.argv = [""]
    return code, space


exec(*_main())  # this is what a sandbox is for
