# A group and its leader.

community-heading = ⚙️ <b>{ $title }</b>
community-language = Language in the group: { $language } · <code>/community language { $code }</code>
community-zone = Clocks: { $zone } · <code>/community zone { $zone }</code>
community-currency = Prices of new deals: { $currency } · <code>/community currency { $currency }</code>
community-board = { $on ->
    [yes] Board of open deals, pinned in the group: on · <code>/community board off</code>
   *[no] Board of open deals, pinned in the group: off · <code>/community board on</code>
}
community-how = Tap a line to copy it, change its last word, and send it.
community-not-understood = I can set four things: language, zone, currency and board.
which-group = You lead several groups: { $groups }. Type the command in the one you mean.
lead-done = ✅ You lead <b>{ $title }</b> with me now.
lead-next = Next: /payee says where the money goes, /community sets language, clocks and currency, and /deal writes your first deal. I answer here in private; the group only sees the card.
lead-asked = ⏳ The bot's operator decides who leads here. I have asked whether you may lead <b>{ $title }</b>, and write to you here.
toast-lead-asked = The bot's operator decides who leads here, and I have asked. Open our chat, and I write to you there.
lead-refused = Only administrators of { $title } can lead it with me. Ask one of them to send /lead in the group.
lead-anonymous = { $sender ->
    [channel] You write as a channel, so I can't see who you are. Tap here, or write as yourself and send /lead again.
   *[group] You write as the group, so I can't see who you are. Tap here, or stop being anonymous for a moment and send /lead again.
}
toast-lead-refused = Only administrators of { $title } can lead it with me.
only-in-group = /lead is for groups: add me to yours, then send it there.
no-private-chat = I answer in private. Open me once, then send it again.
write-as-yourself = { $sender ->
    [channel] You write as a channel, so I can't see who you are. Write as yourself and send it again.
   *[group] You write as the group, so I can't see who you are. Stop being anonymous for a moment and send it again.
}
zone-question = 🕐 What does your clock show? I take { $clock }, as in { $zone }, until you say. Tap yours, or type the time it shows (14:05) or your city.
zone-which = 🕐 In these places clocks show { $clock } now. Which are those of <b>{ $title }</b>? If none is, type your city.
zone-none = 🕐 I know no place where clocks show { $clock } now. Type your city instead, for example Berlin.
zone-chosen = ✅ The clocks of <b>{ $title }</b> are those of { $city } ({ $zone }), where it is { $clock } now. /community changes them.
