"""Pictures made to be passed on: a team's or a deal's poster, in whatever fonts this machine has."""
