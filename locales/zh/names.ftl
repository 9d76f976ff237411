# 人和语言的称呼。

# 名字里没有可以显示的字时用。
name-unknown = 匿名
# 本语言的自称。
language-name = 中文
