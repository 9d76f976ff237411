# 买家和团长之间由机器人转达的问题。

question = ✏️ 想问 { $to } 什么？关于 { $title }，{ $number } 号：请回复这条消息。
question-field = 你的问题
asked = { $role ->
    [leader] ✉️ 团长 { $who } 就 { $title }（你是 { $number } 号）说：
   *[buyer] ✉️ { $who } 就 { $title }（{ $number } 号）说：
}
question-waits = 🔕 现在联系不上 { $to }，你关于 { $title }（{ $number } 号）的问题先留着，等对方打开我再转达。
question-passed-on = ✉️ 已转达给 { $to }，有回答会发到这里。
question-only-words = 我只转达文字，图片和贴纸不行。请用文字回复同一条消息。
