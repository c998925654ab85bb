"""Run as the unit's user: its system calls and its memory as the unit has it, then its program.

A text, not a module: the runner passes it to ``python3 -c``. Arguments: a JSON object with
`calls` (those allowed), `umask`, `no_new_code` and the command.
"""

import ctypes
import json
import os
import sys

asked = json.loads(sys.argv[1])
EPERM = 0x00050001  # SCMP_ACT_ERRNO(EPERM)
ALLOW = 0x7FFF0000
PR_SET_MDWE, REFUSE_NEW_CODE = 65, 1

os.umask(int(asked["umask"], 8))
# SystemCallFilter
library = ctypes.CDLL("libseccomp.so.2")
library.seccomp_init.restype = ctypes.c_void_p
rules = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(EPERM)))
for name in asked["calls"]:
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number >= 0:
        library.seccomp_rule_add_array(rules, ctypes.c_uint32(ALLOW), number, 0, None)
if library.seccomp_load(rules):
    sys.exit("The filter of system calls could not be loaded.")
# MemoryDenyWriteExecute
if asked["no_new_code"] and ctypes.CDLL(None).prctl(PR_SET_MDWE, REFUSE_NEW_CODE, 0, 0, 0):
    sys.exit("Memory could not be kept from becoming code.")
os.execve(asked["command"][0], asked["command"], os.environ)  # noqa: S606
