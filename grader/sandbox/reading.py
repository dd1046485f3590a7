"""What runs in the confined reader: opens what a learner chose the bytes of, and says what is in it.

It is forked as a worker is, and gives up the same things before the first byte comes (see `launcher`). The trusted side,
`reader`, sends requests, each a frame written with `marshal`, most with a file behind it: pieces of at most 64 KiB, each
with its size in 4 bytes before it, then a size of 0, or of `ABORTED` where the file turned out to be too large.

    ("archive", NUMBER, MOST, UNPACKED) FILE     open an archive, and keep it under a number
    ("member", NUMBER, PLACE, LIMIT, NOTEBOOK)   give a member of it; NOTEBOOK: reduced to its code cells
    ("notebook",) FILE                           reduce a notebook to its code cells
    ("yaml", MOST) FILE                          read YAML, or JSON, of at most so many values
    ("forget",)                                  drop every archive; there is no answer

The answer is one frame (see `wire`), with the content behind it where it tells a size:

    ("entries", [(NAME, REGULAR)], HELD)         of an archive: HELD: bytes kept in memory
    ("content", SIZE, UNPACKED) BYTES            UNPACKED: bytes of the file as it was
    ("document", DATA, [(PLACE, LINE, COLUMN)])
    ("fault", PROBLEM, LINE, COLUMN)             why it is not YAML
    ("refused", REASON)                          half a sentence that goes on after the file's name
"""

from __future__ import annotations

from typing import Any, NoReturn

from grader.core.yaml_tree import YamlFault, YamlTree
from grader.sandbox import launcher, notebook_scan, unpack, wire
from grader.sandbox.channel import Channel

PIECE = 1 << 16
ABORTED = 0xFFFFFFFF


def main(descriptor: int) -> NoReturn:
    """Serve the control socket, as the workers' launcher does, with readers in their place."""
    launcher.main(descriptor, serve)


def alone(port: int, token: str) -> NoReturn:
    """Be the one reader of this process."""
    launcher.alone(port, token, serve)


def serve(channel: Channel, filtered: bool) -> NoReturn:
    """Answer until the other side goes; where memory is full the process ends, and the other side sees it."""
    channel.send("ready", filtered)
    open_archives: dict[int, list[unpack.Member]] = {}
    while True:
        (name, *arguments), _ = channel.receive()
        if name == "forget":
            open_archives.clear()
            continue
        file = bytearray() if name == "member" else _file(channel)
        try:
            answer, content = _answer(open_archives, name, arguments, file)
        except unpack.Unreadable as error:
            answer, content = ("refused", str(error)), b""
        except notebook_scan.NotANotebook as error:
            answer, content = ("refused", f"is not a readable notebook: {error}"), b""
        except YamlFault as error:
            answer, content = ("fault", error.problem, error.line, error.column), b""
        del file
        channel.send(*answer)
        channel.send_bytes(content)


def _file(channel: Channel) -> bytearray:
    file = bytearray()
    while size := wire.frame_size(channel.take(4)):
        if size == ABORTED:
            return bytearray()
        file += channel.take(size)
    return file


def _answer(
    open_archives: dict[int, list[unpack.Member]], name: str, arguments: list[Any], file: bytearray
) -> tuple[tuple[Any, ...], bytes | bytearray]:
    if name == "archive":
        number, most, unpacked = arguments
        found, held = unpack.members(file, most, unpacked)
        open_archives[number] = found
        return ("entries", [(member.name, member.regular) for member in found], held), b""
    if name == "yaml":
        tree = YamlTree(bytes(file), most=arguments[0])
        return ("document", tree.data, [(place, *at) for place, at in tree.places.items()]), b""
    if name == "member":
        number, place, limit, notebook = arguments
        content = open_archives[number][place].content(limit + 1)
        if len(content) > limit:
            size = f"{limit >> 20} MiB"
            raise unpack.Unreadable(f"is too big: unpacked it has more than {size}, which is the most that is read.")
        if not notebook:
            return ("content", len(content), len(content)), content
        file = content
    reduced = notebook_scan.reduced(file)
    return ("content", len(reduced), len(file)), reduced
