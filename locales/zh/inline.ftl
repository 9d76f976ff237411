# 内联模式：在任何聊天里输入机器人名字后列出的内容。

inline-deal = { $title }
inline-team = { $starter } 的团：{ $title }
inline-price = { $left ->
    [0] { $target } 人团 { $team }，{ $closes } 截止
   *[other] { $target } 人团 { $team }，还差 { $left } 人
}
inline-nothing = 这里没有内容，打开机器人
