"""Photos and documents: each upload has a file_id of its own; a photo is measured by its header."""

import base64
import mimetypes
import struct
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from PIL import Image

from bot.sandbox.refusals import bad

BIGGEST_PHOTO = 10 * 1024 * 1024
#: A bot can download no larger one.
BIGGEST_DOWNLOAD = 20 * 1024 * 1024
#: A bot can send no larger one.
BIGGEST_DOCUMENT = 50 * 1024 * 1024
MOST_SIDES, MOST_RATIO = 10_000, 20
THUMBNAIL = 90
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
#: JPEG's markers of a frame, which holds the size.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(slots=True, kw_only=True)
class Photo:
    """One stored size of a photo."""

    file_id: str
    unique_id: str
    path: str
    width: int
    height: int
    data: bytes
    #: The larger size it is made from when somebody asks for it.
    whole: "Photo | None" = None

    def json(self) -> dict[str, Any]:
        """The PhotoSize object of the Bot API."""
        size = {"file_id": self.file_id, "file_unique_id": self.unique_id, "width": self.width, "height": self.height}
        return size if self.whole else size | {"file_size": len(self.data)}

    @property
    def mime(self) -> str:
        """The picture's type."""
        return "image/png" if self.path.endswith("png") else "image/jpeg"

    def content(self) -> bytes:
        """The picture's bytes."""
        if self.whole is not None and not self.data:
            small = Image.open(BytesIO(self.whole.data)).convert("RGB").resize((self.width, self.height))
            small.save(out := BytesIO(), "PNG")
            self.data = out.getvalue()
        return self.data


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that a person or the bot has sent as it is."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    data: bytes

    def json(self) -> dict[str, Any]:
        """The Document object of the Bot API."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_name": self.name,
            "mime_type": self.mime,
            "file_size": len(self.data),
        }

    def sim(self) -> dict[str, Any]:
        """What the people's door shows of it."""
        url = f"/sim/files/{self.file_id}"
        return {"file_id": self.file_id, "url": url, "name": self.name, "size": len(self.data)}

    def content(self) -> bytes:
        """The file's bytes."""
        return self.data


class Files:
    """All photos and documents ever uploaded or sent."""

    def __init__(self, bot_id: int) -> None:
        self._bot_id = bot_id
        self._sizes: dict[str, list[Photo]] = {}
        self._documents: dict[str, Document] = {}
        self._by_path: dict[str, Photo | Document] = {}
        self._count = 0

    def upload(self, data: bytes) -> list[Photo]:
        """Keep a new photo, smallest size first; raises Refusal 400 for what is no photo."""
        if not data:
            raise bad("file must be non-empty")
        if len(data) > BIGGEST_PHOTO:
            raise bad(
                f"file of size {len(data)} bytes is too big for a photo; the maximum size is {BIGGEST_PHOTO} bytes"
            )
        width, height = measure(data)
        if width + height > MOST_SIDES or max(width, height) > MOST_RATIO * min(width, height):
            raise bad("PHOTO_INVALID_DIMENSIONS")
        whole = self._keep(width, height, data, None)
        sizes = [whole]
        if max(width, height) > THUMBNAIL:
            scale = THUMBNAIL / max(width, height)
            small = self._keep(max(1, round(width * scale)), max(1, round(height * scale)), b"", whole)
            sizes = [small, whole]
        for photo in sizes:
            self._sizes[photo.file_id] = sizes
        return sizes

    def sizes(self, file_id: str) -> list[Photo] | None:
        """All sizes of the photo that a file_id names, or None."""
        return self._sizes.get(file_id)

    def find(self, file_id: str) -> Photo | None:
        """The one size of a photo that a file_id names, or None."""
        return next((size for size in self._sizes.get(file_id, ()) if size.file_id == file_id), None)

    def find_any(self, file_id: str) -> Photo | Document | None:
        """The size of a photo, or the document, that a file_id names; or None."""
        return self._documents.get(file_id) or self.find(file_id)

    def at(self, path: str) -> Photo | Document | None:
        """What getFile gave this path for, or None."""
        return self._by_path.get(path)

    def document(self, data: bytes, name: str) -> Document:
        """Keep a file that somebody sends as it is; raises Refusal 400 for an empty one."""
        if not data:
            raise bad("file must be non-empty")
        self._count += 1
        seed = struct.pack(">QQ", self._bot_id, self._count)
        made = Document(
            file_id="BQACAgIAAx" + base64.urlsafe_b64encode(seed + b"sandbox-document").decode().rstrip("="),
            unique_id="AgAD" + base64.urlsafe_b64encode(struct.pack(">Q", self._count)).decode().rstrip("="),
            path=f"documents/file_{self._count}{PurePosixPath(name).suffix}",
            name=name,
            mime=mimetypes.guess_type(name)[0] or "application/octet-stream",
            data=data,
        )
        self._documents[made.file_id] = self._by_path[made.path] = made
        return made

    def _keep(self, width: int, height: int, data: bytes, whole: Photo | None) -> Photo:
        self._count += 1
        seed = struct.pack(">QQ", self._bot_id, self._count)
        file_id = "AgACAgIAAx" + base64.urlsafe_b64encode(seed + b"sandbox-photo").decode().rstrip("=")
        unique_id = "AQAD" + base64.urlsafe_b64encode(struct.pack(">Q", self._count)).decode().rstrip("=")
        suffix = "png" if whole is not None or data.startswith(PNG) else "jpg"
        path = f"photos/file_{self._count}.{suffix}"
        photo = Photo(
            file_id=file_id, unique_id=unique_id, path=path, width=width, height=height, data=data, whole=whole
        )
        self._by_path[path] = photo
        return photo


def measure(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG; raises Refusal 400 IMAGE_PROCESS_FAILED for anything else."""
    if data.startswith(PNG) and len(data) >= 33 and data[12:16] == b"IHDR":
        width, height = struct.unpack(">II", data[16:24])
    elif data.startswith(JPEG):
        width, height = _jpeg_size(data)
    else:
        raise bad("IMAGE_PROCESS_FAILED")
    if not width or not height:
        raise bad("IMAGE_PROCESS_FAILED")
    return int(width), int(height)


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if data[at + 1] in FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    raise bad("IMAGE_PROCESS_FAILED")
