"""sendPhoto, getFile, and where a photo comes from."""

from typing import Any

from bot.sandbox.files import BIGGEST_DOWNLOAD, Photo
from bot.sandbox.formatting import caption_of, entities
from bot.sandbox.methods import arguments
from bot.sandbox.methods.messages import send
from bot.sandbox.parameters import Args, Files, Method, boolean, optional, required, string
from bot.sandbox.refusals import bad
from bot.sandbox.world import World

WRONG = "wrong file identifier/HTTP URL specified"
NO_PHOTO = "there is no photo in the request"


def photo_from(world: World, named: str | None, files: Files, part: str = "photo") -> list[Photo]:
    """The sizes of a photo that is uploaded, attached or named by file_id; raises Refusal 400."""
    if named is None:
        if part not in files:
            raise bad(NO_PHOTO)
        return world.files.upload(files[part])
    if named.startswith("attach://"):
        if named.removeprefix("attach://") not in files:
            raise bad(WRONG)
        return world.files.upload(files[named.removeprefix("attach://")])
    if named.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    sizes = world.files.sizes(named)
    if sizes is None:
        raise bad(WRONG)
    return sizes


def photo_options(args: Args) -> dict[str, Any]:
    """What the Bot API gives back of a photo's settings."""
    options: dict[str, Any] = {}
    if args.get("has_spoiler"):
        options["has_media_spoiler"] = True
    if args.get("show_caption_above_media"):
        options["show_caption_above_media"] = True
    return options


def send_photo(world: World, args: Args) -> Any:
    """Put a photo, with a caption perhaps, into a chat."""
    body = caption_of(world, args)
    return send(
        world,
        args,
        what="photos",
        body=body,
        photo=lambda: photo_from(world, args.get("photo"), args["files"]),
        options=photo_options(args),
    )


def get_file(world: World, args: Args) -> Any:
    """Where a file can be downloaded."""
    file = world.files.find_any(args["file_id"])
    if file is None:
        raise bad("invalid file_id")
    content = file.content()
    if len(content) > BIGGEST_DOWNLOAD:
        raise bad("file is too big")
    facts = {"file_id": file.file_id, "file_unique_id": file.unique_id}
    return facts | {"file_size": len(content), "file_path": file.path}


METHODS = (
    Method(
        "sendPhoto",
        arguments.SENDING
        | {
            "photo": required(string, NO_PHOTO),
            "caption": optional(string),
            "parse_mode": optional(string),
            "caption_entities": optional(entities),
            "show_caption_above_media": optional(boolean),
            "has_spoiler": optional(boolean),
        },
        send_photo,
        takes_files=True,
    ),
    Method("getFile", {"file_id": required(string, "file_id is not specified")}, get_file),
)
