"""Files that are on the disk whole or not at all, and the disk's refusals in Chinese."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_NO_SPACE = dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "磁盘空间不足，或超过了限额")
_WHY = {
    **_NO_SPACE,
    **dict.fromkeys((errno.EACCES, errno.EPERM), "没有权限"),
    **{errno.ENOENT: "没有这个文件或文件夹", errno.EEXIST: "已经有这个文件", errno.EROFS: "磁盘是只读的"},
    **{errno.EISDIR: "这是一个文件夹", errno.ENOTDIR: "路径里有一段不是文件夹", errno.EIO: "磁盘读写出错"},
}


def why(error: OSError) -> str:
    """The reason in Chinese; the system's own words for what is rare."""
    return _WHY.get(error.errno or 0, error.strerror or "原因不明")


def is_full(error: OSError) -> bool:
    """Whether there was no room, on the disk or within a limit."""
    return error.errno in _NO_SPACE


def beside(file: Path) -> Path:
    """Where a file of this process grows until it is whole."""
    return file.with_name(f"{file.name}.{os.getpid()}.new")


def write_new(file: Path, body: bytes) -> None:
    """A new file. OSError, with the file's name, where it cannot be written or is there already; then nothing is left."""
    half = beside(file)
    try:
        with half.open("xb") as opened:
            opened.write(body)
        settle(half)
        publish(half, file)
    except OSError as error:
        error.filename, error.filename2 = str(file), None
        raise
    finally:
        half.unlink(missing_ok=True)


def publish(half: Path, file: Path) -> None:
    """Give a whole file its name. FileExistsError where another has it: no file is ever written over."""
    try:
        os.link(half, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if file.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file)) from None
        half.rename(file)
    else:
        half.unlink()
    settle_folder(file.parent)


def settle(file: Path) -> None:
    """On the disk, and not only in the system's memory."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def settle_folder(folder: Path) -> None:
    """The names in a folder likewise; Windows has no way to, and needs none."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
