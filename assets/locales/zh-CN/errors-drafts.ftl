# 草稿、密钥、草稿目录或提交日志有什么问题；多半显示在冒号之后。

file-kind-nothing = 不存在的路径
file-kind-plain = 普通文件
file-kind-link = 符号链接
file-kind-folder = 目录
file-kind-special = 管道、套接字或设备
is-of-kind = 这是 { $kind }

source-missing = 文件不存在；检查路径
source-directory = 这是目录；填写其中的草稿文件
source-too-long = 超过 1 MiB；检查是否选对了文件
source-not-file = 这是 { $kind }；填写一个普通文件
source-timeout = 写入管道的程序在 { $seconds } 秒内没有结束；手动运行它以查看原因
source-not-utf8 = 不是 UTF-8 文本（第 { $byte } 字节）；把文件另存为 UTF-8
source-utf16 = 是 UTF-16 而不是 UTF-8 文本（第 1 字节）；把文件另存为 UTF-8（在 Excel 中选择 CSV UTF-8）
source-io = 无法读取：{ $reason }

store-no-such-draft = 草稿“{ $name }”不存在；用 `tunnelsmith drafts` 查看
store-no-such-version = 草稿“{ $name }”没有版本 { $number }；用 `tunnelsmith drafts versions` 查看
store-not-in-trash = 没有名为“{ $name }”的已删除草稿；用 `tunnelsmith drafts list --deleted` 查看
store-no-such-deletion = 回收站中没有编号为 { $number } 的草稿“{ $name }”；用 `tunnelsmith drafts list --deleted` 查看
store-taken = 草稿“{ $name }”已存在；换一个名称，或者删除或重命名原有草稿
store-locked = 草稿“{ $name }”已在 { $holder } 中打开；先在那里关闭它
store-holder = 进程 { $pid }
store-holder-unknown = 另一个进程
store-busy = 另一个 tunnelsmith 已在 { $folder } 中写入了 { $seconds } 秒；重试
store-not-plain = { $path } 是 { $kind }；草稿是普通文件，因此不使用它
store-at = { $path }：{ $why }
store-invalid = { $path } 不是有效的草稿：{ $why }
store-changed = { $path } 已被另一个程序更改，没有覆盖；重新运行
store-unwritable = 无法保存草稿“{ $name }”：{ $why }
store-too-long = 它超过了草稿的上限 1 MiB
store-too-many = 其中的隧道或标签超过了草稿的上限
store-full = 磁盘已满；没有写入 { $path }，原有内容没有改变
store-denied = 无法使用 { $path }：{ $reason }；更正其权限，或者用 --drafts-dir 另选目录
store-no-folder = { $path } 不能用作目录：{ $reason }；用 --drafts-dir 另选目录
store-unwritten = 没有写入草稿“{ $name }”：{ $why }
store-bad-name = 文件名不符合草稿目录的命名规则；重命名文件
store-no-sealer = 用于加密的身份密钥不可用

folders-no-home = 无法确定主目录；用 --drafts-dir 或 { $variable } 指定目录

journal-folder = 无法使用目录 { $path }：{ $reason }
journal-file = { $what ->
    [opened] 无法打开提交日志 { $path }
    [written] 无法写入提交日志 { $path }
   *[locked] 无法锁定提交日志 { $path }
}：{ $reason }
journal-busy = 另一个程序已锁定提交日志 { $path } { $seconds } 秒；结束它或等它结束，然后重新运行
journal-held = 另一个 tunnelsmith 处理同一次提交已有 { $seconds } 秒；等它结束或结束它，然后重新运行
journal-not-file = 提交日志 { $path } 不是普通文件；移走它
journal-gone = 提交日志 { $path } 已被移动或删除；重新运行
journal-unreadable = 提交日志 { $path } 无法以可读的形式记录这次提交
journal-newer = 提交日志 { $path } 由更新版本的 tunnelsmith 写入；使用那个版本
journal-too-long = 它超过 1 GiB，不可能是提交日志
journal-line-too-long = 这一行过长
journal-line-changed = 写入之后被更改过
journal-line-cut = 写入之后被更改或截断过
journal-line-form = 缺少取值，或者格式不正确
journal-line-other = 不是提交日志的行
journal-line-stray = 不属于任何提交
journal-line-change-again = 重复开始同一次更改
journal-line-begun-again = 重复开始同一次提交

identity-no-place = 无法确定存放身份密钥的主目录；用 { $variable } 指定身份密钥文件
identity-missing = { $path } 不存在；如果身份密钥丢失，只为它加密的密钥也随之丢失，其他内容不受影响：重新输入这些密钥，或者由同事分享
identity-unread = 无法使用 { $path } 中的身份密钥：{ $why }
identity-not-one = { $path } 的第 { $line } 行不是支持的身份密钥（AGE-SECRET-KEY-1…）；从备份恢复文件
identity-empty = { $path } 中没有身份密钥；从备份恢复文件
identity-late = { $path } 还没有给出身份密钥；将再次读取
identity-unwritten = 无法把身份密钥存入 { $path }：{ $reason }

recipient-secret = 这是身份密钥的私密部分；使用以 age1 开头的公开部分，并把私密部分视为已泄露
recipient-other = 不是接收者；接收者以 age1 开头，由 `tunnelsmith identity show` 显示
recipient-mistyped = 看起来像接收者，但有字符错误或缺失；重新复制
recipient-kind = 接收者的类型不是 X25519；使用由 `tunnelsmith identity show` 或 age-keygen 给出的接收者

seal-no-recipients = 密钥没有接收者；至少填写一个
seal-too-many = 接收者超过 { $limit } 个；减少接收者
seal-too-long = 超过 { $limit } 字节，不可能是预共享密钥
seal-nul = 含有 NUL 字符，预共享密钥中不能有这个字符；重新输入密钥
seal-other-list = "for" 不是密钥加密时的接收者列表{ $difference ->
    [none] { "" }
   *[other] ：{ $difference }
}；更正它，或者用明文密钥替换后重新加密
seal-list-added = 多出 { $names }
seal-list-missing = 缺少 { $names }
seal-wrong-list = "for" 不可能是密钥加密时的接收者列表：其中有 { $listed } 个，密钥是为 { $sealed } 个接收者加密的，并且必须包括您自己；更正它，或者用明文密钥替换后重新加密
seal-not-base64 = 不是 Base64，因此不是加密的密钥；从来源重新复制
seal-not-age = 不是用 age 加密的密钥；从来源重新复制
seal-damaged = 加密之后被截断或更改过；从来源重新复制
seal-not-for-us = 没有为当前身份密钥加密；由能解密的同事分享给您
seal-not-text = 解密后的内容不是文本，因此不是预共享密钥
seal-io = 无法加密：{ $reason }

reference-not-set = { $at }：{ $field } 引用了环境变量 { $name }，但没有设置它
reference-no-file = { $at }：{ $field } 引用了文件 { $path }：{ $why }
reference-sealed = { $at }：{ $field } 已加密，无法解密：{ $why }
reference-only-to-send = { $at }：{ $field } 在发送请求时才获取
reference-command = { $at }：{ $field } 来自程序“{ $program }”：{ $why }
reference-ask = { $at }：{ $field } 需要在提示符下输入：{ $why }
reference-command-form = "command" 必须是字符串列表：["PROGRAM", …]
reference-for-form = "for" 必须是接收者列表，age1…
reference-for-entry = "for" 中有无效的条目：{ $why }
ask-no-terminal = 没有终端可供输入；在终端中运行，或者让草稿引用环境变量
ask-declined = 没有输入密钥
ask-io = 无法使用终端：{ $reason }

key-program-not-agreed = 同意后才会运行它
key-program-missing = 程序不存在；检查名称和 PATH
key-program-not-started = 无法启动：{ $reason }
key-program-failed = 失败（{ $status }）；手动运行它以查看原因
key-program-complained = 失败（{ $status }）：{ $complaint }
key-program-timeout = 在 { $seconds } 秒内没有结束，已停止；手动运行它以查看原因
key-program-too-much = 输出超过 { $limit } 字节；它只能输出密钥
key-program-not-text = 输出不是 UTF-8 文本；它只能输出密钥
key-program-empty = 没有输出；它只能输出密钥
key-program-unread = 无法读取它的输出：{ $reason }

rewrite-not-draft = 不是有效的草稿
rewrite-key = { $at }：{ $field }：{ $why }
replace-changed = 文件已被另一个程序更改，没有覆盖；重新运行
replace-full = 磁盘已满；没有写入文件，原有内容没有改变
replace-denied = 无法替换：{ $reason }；更正文件及其目录的权限
replace-io = 无法替换：{ $reason }

read-at = { $at }：{ $problem }
read-empty = 文件为空；草稿是一个 JSON 对象
read-not-json = 不是有效的 JSON：{ $why }
read-not-json-inside = { $group } 中的文本不是有效的 JSON（{ $why }）
read-expected = { $what } 必须是 { $wanted }
read-unknown = { $within } 中的字段“{ $name }”未知；删除它或更正名称
read-unknown-near = { $within } 中的字段“{ $name }”未知；是否应为“{ $nearest }”？
read-twice = 字段“{ $name }”重复；保留其中一个
read-newer = schema { $found } 比本程序支持的 { $known } 新；使用更新版本的 tunnelsmith，或者重新导出草稿
read-mode = mode 的取值“{ $found }”既不是 "dual" 也不是 "single"
read-key = { $field }：{ $why }
read-too-many = { $list } 超过 { $limit } 个条目
read-no-request = 外层对象中没有 "request"；把参数放在那里
read-more = 另有 { $count } 个问题
part-draft = 草稿
part-envelope = 外层对象
part-request = 请求
part-tunnel = 隧道
part-tag = 标签
part-origin = { $field } 的来源
wanted-object = JSON 对象
wanted-array = 数组
wanted-text = 字符串
wanted-whole-text = 由有效字符组成的字符串
wanted-rule-ids = 规则编号的数组
wanted-origin = typed, preset, default, copied, suggested, imported 或 device
wanted-flag = true 或 false
wanted-initiator = device, either 或 service
wanted-peer = 带有 platform 的对象，例如 "cisco-ios"
wanted-time = 自 1970 年起的整秒数
wanted-device-tunnel = 键为草稿中隧道的编号、值为设备上隧道的名称，例如 { "{" }"1": "Tunnel101"{ "}" }，或 null
wanted-schema = 数字 1 或 2
wanted-object-or-text = 对象，或者对象的 JSON 文本
wanted-single = 单个取值
wanted-not-null = 一个取值；不要写 null，删除该字段
wanted-key = 字符串、{ "{" }"sealed": "…", "for": ["age1…"]{ "}" }、{ "{" }"env": "NAME"{ "}" }、{ "{" }"file": "PATH"{ "}" }、{ "{" }"command": ["PROGRAM", …]{ "}" } 或 { "{" }"ask": true{ "}" }

table-at-name = 第 { $line } 行第 { $column } 列（“{ $name }”）：{ $problem }
table-at-column = 第 { $line } 行第 { $column } 列：{ $problem }
table-at-line = 第 { $line } 行：{ $problem }
table-empty = 表格为空；第一行是字段名称，之后每行是一条连接
table-utf16 = UTF-16 文本；把表格另存为 UTF-8（在 Excel 中选择 CSV UTF-8）
table-unknown = 没有这个字段；使用 API 中的名称，或者以 # 开头作为备注列
table-unknown-near = 没有这个字段；是否应为 { $nearest }？
table-ambiguous = 有多个字段使用这个名称；写明 { $names }
table-twice = 第 { $first } 列是同一个字段；保留其中一列
table-nameless = 这一列有取值但没有名称；为该列命名
table-too-long = { $header } 列之下有 { $cells } 个单元格；把含有分隔符的单元格放在引号中
table-line-break = 单元格中有换行符；检查引号是否闭合
table-too-many = 超过 { $limit } 行；拆分表格

json-ends = 内容不完整
json-value = 缺少取值
json-comma = 缺少逗号，或者列表、对象没有结束
json-colon = 缺少冒号
json-trailing-comma = 列表或对象结束前多了一个逗号
json-trailing = 结束之后还有多余的内容
json-key = 名称不是字符串
json-control = 字符串中有控制字符
json-escape = 字符串中有无效的转义序列
json-other = { $words }
yaml-documents = 有多个文档
yaml-key-nested = 键是列表或映射
yaml-key-alias = 键是别名
