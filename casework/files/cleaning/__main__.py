"""One file in, one file out: ``python -I -m casework.files.cleaning KIND``, bytes on both sides.

The answer's first line is JSON; the cleaned bytes follow. The limits are set before anything of the
file is read, so that a hostile one hurts nobody but this process.
"""

import json
import resource
import sys
import warnings

MEMORY = 1024 * 1024 * 1024  # bytes of address space
SECONDS = 25  # of the processor


def main(kind: str) -> None:
    """Read, clean, answer."""
    _limit()
    warnings.simplefilter("ignore")
    from casework.files.cleaning import documents, pictures, texts
    from casework.files.cleaning.result import CannotClean

    clean = {"pdf": documents.clean, "txt": texts.clean}.get(kind, pictures.clean)
    try:
        cleaned = clean(sys.stdin.buffer.read(), kind)
    except CannotClean as refusal:
        _answer({"refused": refusal.reason})
    except (MemoryError, RecursionError):
        _answer({"refused": "complex"})
    else:
        _answer({"kind": cleaned.kind, "removed": sorted(cleaned.removed)}, cleaned.content)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would lay the file on the disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(facts: dict[str, object], content: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1])
