"""The sixty people of the stories: names as three languages write them, some with a sign in them."""

ENGLISH = (
    "Ana", "Ben", "Carla", "Dylan", "Emma", "Finn", "Grace", "Hugo", "Ivy", "Jonas",
    "Kate", "Leo", "Mia", "Noah", "Olive 🫒", "Paul", "Quinn", "Rosa", "Sam", "Tess",
)  # fmt: skip
CHINESE = (
    "陈晨", "王芳", "李雷", "韩梅梅", "张伟", "刘洋", "赵敏", "孙悦", "周杰", "吴静",
    "郑爽", "冯唐", "褚健", "卫东", "蒋雯", "沈月", "韩磊", "杨柳", "朱红", "秦岚",
)  # fmt: skip
ARABIC = (
    "أمينة", "بلال", "جميلة", "داود", "هدى", "وليد", "زينب", "حسن", "طارق", "ياسمين",
    "كريم", "ليلى", "مريم", "نور", "سارة", "عمر", "فاطمة", "صالح", "رانيا", "شادي",
)  # fmt: skip

#: Name and the language of their phone.
EVERYBODY = tuple(
    (name, code)
    for three in zip(ENGLISH, CHINESE, ARABIC, strict=True)
    for name, code in zip(three, ("en", "zh-hans", "ar"), strict=True)
)
