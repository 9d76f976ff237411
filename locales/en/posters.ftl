# A poster to be forwarded: what stands on the picture, and under it. Nothing that ages.

## On the picture; plain text.

poster-team = Team of { $target }
poster-alone = Alone
poster-how = Scan the code or open the link

## Under it

poster-caption = { $title }
    Team of { $target }: { $team }
    { $link }

## The answer to the tap: 200 letters at most.

toast-poster = Here's the poster: forward it to your friends.
