# 一个群里正在进行的团购：置顶的看板，和群里 /deals 的回答。点标题打开卡片。

board-heading = 📌 <b>{ $community } 正在团购</b>
board-line = { $title } · { $target } 人团 <b>{ $price }</b>
    { $window }
board-more = 还有 { $count } 个团购
board-empty = 📌 { $community } 现在没有团购，下一个会写在这里。
board-off = 📌 看板已关闭。
deals-here-none = { $community } 现在没有团购。
