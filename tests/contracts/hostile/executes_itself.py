"""Becomes another program again and again, which keeps its number and sheds what it can."""

import os
import sys

def solve(x):
    code = "import os, sys; os.fork(); os.execv(sys.executable, sys.orig_argv)"
    os.execve(sys.executable, [sys.executable, "-I", "-S", "-c", code], {})
