"""sendDocument, and where a document comes from."""

from pathlib import PurePosixPath
from typing import Any

from bot.sandbox.files import BIGGEST_DOCUMENT, Document
from bot.sandbox.formatting import caption_of, entities
from bot.sandbox.methods import arguments
from bot.sandbox.methods.messages import send
from bot.sandbox.methods.photos import WRONG
from bot.sandbox.parameters import NOT_MODELLED, Args, Files, Method, Upload, boolean, optional, required, string
from bot.sandbox.refusals import Refusal, bad
from bot.sandbox.world import World

NO_DOCUMENT = "there is no document in the request"
#: What a file is called that comes without a name.
NAMELESS = "document"


def document_from(world: World, named: str | None, files: Files) -> Document:
    """The document that is uploaded, attached or named by file_id; raises Refusal 400, and 413 for one too large."""
    if named is None:
        if "document" not in files:
            raise bad(NO_DOCUMENT)
        return _kept(world, files["document"])
    if named.startswith("attach://"):
        part = named.removeprefix("attach://")
        if part not in files:
            raise bad(WRONG)
        return _kept(world, files[part])
    if named.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    found = world.files.find_any(named)
    if not isinstance(found, Document):
        raise bad(WRONG)
    return found


def _kept(world: World, content: bytes) -> Document:
    if len(content) > BIGGEST_DOCUMENT:
        raise Refusal(413)
    name = PurePosixPath(content.name).name if isinstance(content, Upload) else ""
    return world.files.document(content, name or NAMELESS)


def send_document(world: World, args: Args) -> Any:
    """Put a file, with a caption perhaps, into a chat."""
    return send(
        world,
        args,
        what="documents",
        body=caption_of(world, args),
        document=lambda: document_from(world, args.get("document"), args["files"]),
        options={},
    )


METHODS = (
    Method(
        "sendDocument",
        arguments.SENDING
        | {
            "document": required(string, NO_DOCUMENT),
            "thumbnail": NOT_MODELLED,
            "caption": optional(string),
            "parse_mode": optional(string),
            "caption_entities": optional(entities),
            "disable_content_type_detection": optional(boolean),
        },
        send_document,
        takes_files=True,
    ),
)
