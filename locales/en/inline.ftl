# Inline mode: what is listed when somebody types behind the bot's name in any chat.

inline-deal = { $title }
inline-team = { $starter }'s team: { $title }
inline-price = { $left ->
    [0] { $team } in a team of { $target }, until { $closes }
    [one] { $team } in a team of { $target }, one more buyer needed
   *[other] { $team } in a team of { $target }, { $left } more buyers needed
}
inline-nothing = Nothing here. Open the bot
