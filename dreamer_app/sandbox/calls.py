"""System calls by name and number: what a sandboxed program may not call, and why not.

Each row is a name, its number on x86_64 and on aarch64; None where there is no such call. From
424 on, numbers are the same everywhere.
"""

Numbers = tuple[int | None, int | None]

MACHINES = ("x86_64", "aarch64")
"""As ``platform.machine()`` says, in the order of the columns."""

DENIED: dict[str, Numbers] = {
    # Other processes.
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "kcmp": (312, 272), "pidfd_getfd": (438, 438), "process_madvise": (440, 440),
    # File systems and what of them is seen.
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "move_mount": (429, 429), "open_tree": (428, 428), "open_tree_attr": (467, 467),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "statmount": (457, 457), "listmount": (458, 458),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "quotactl": (179, 60),
    "quotactl_fd": (443, 443), "ustat": (136, None), "lookup_dcookie": (212, 18),
    "nfsservctl": (180, 42),
    # Namespaces.
    "unshare": (272, 97), "setns": (308, 268),
    # Parts of the kernel with a record of escapes.
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "io_setup": (206, 0), "modify_ldt": (154, None), "personality": (135, 92),
    "uselib": (134, None),
    # The machine itself.
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "swapon": (167, 224), "swapoff": (168, 225), "syslog": (103, 116), "acct": (163, 89),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266),
    "adjtimex": (159, 171), "sethostname": (170, 161), "setdomainname": (171, 162),
    "ioperm": (173, None), "iopl": (172, None), "vhangup": (153, 58),
    # Memory that nobody counts, or that is somebody else's.
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    "vmsplice": (278, 75), "mbind": (237, 235), "set_mempolicy": (238, 237),
    "migrate_pages": (256, 238), "move_pages": (279, 239),
    # What all programs of one user share, or wait for: watches of files, and the disks.
    "fanotify_init": (300, 262), "inotify_init": (253, None), "inotify_init1": (294, 26),
    "sync": (162, 81), "syncfs": (306, 267),
}  # fmt: skip
"""These always fail."""

MAKES_PROCESS: Numbers = (56, 220)
"""``clone``: without new namespaces."""
MAKES_PROCESS_BY_POINTER: Numbers = (435, 435)
"""``clone3``."""
MAKES_SOCKET: tuple[Numbers, ...] = ((41, 198), (53, 199))
"""``socket`` and ``socketpair``: of the family AF_UNIX, which is the first argument."""
SENDS_SIGNAL: tuple[tuple[Numbers, int], ...] = (
    ((62, 129), 1),
    ((200, 130), 1),
    ((234, 131), 2),
    ((129, 138), 1),
    ((297, 240), 2),
    ((424, 424), 1),
)
"""``kill``, ``tkill``, ``tgkill``, ``rt_sigqueueinfo``, ``rt_tgsigqueueinfo`` and
``pidfd_send_signal``, with the place of the signal's number among the arguments."""
