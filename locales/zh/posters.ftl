# 用来转发的海报：图上的字和图下的字。不写会过时的内容。

## 图上的字，纯文字

poster-team = { $target } 人团
poster-alone = 单买
poster-how = 扫码或打开链接，一起拼

## 图下的字

poster-caption = { $title }
    { $target } 人团 { $team }
    { $link }

## 点按钮后的回答，最多 200 字

toast-poster = 海报好了，转发给朋友吧。
