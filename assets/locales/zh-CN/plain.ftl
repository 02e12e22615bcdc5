# 逐行问答模式的文字，会被朗读：使用完整的句子，每句都说明字段，不依赖位置和颜色。

plain-welcome = Tunnelsmith，逐行问答模式。每次一个问题，确认之前不发送任何请求。
plain-commands = 直接回车保留现有内容。输入问号（?）查看帮助，小于号（<）回到上一题，大于号（>）前往下一步，感叹号（!）前往字段，句点（.）核对。星号（*）填入建议值，连字符（-）清空字段。等号（=）之后的内容按原样使用。全角符号也可以。Ctrl-C 或 Ctrl-D 退出，草稿会保留。
plain-no-account = 尚未登录。不登录也可以编写草稿。要发送草稿，设置 ALIBABA_CLOUD_ACCESS_KEY_ID 和 ALIBABA_CLOUD_ACCESS_KEY_SECRET，或运行 aliyun configure，然后重新启动。不用账号试用所有功能，用 --plain --sandbox 运行 tunnelsmith。
plain-signed-out = 未登录，因此未发送任何请求。草稿会保留。
plain-open-submission = { $date } 开始的“{ $name }”的提交没有完成。打开它的草稿，在核对时创建：会先查找连接，不会重复创建。

# 选择草稿。
plain-home = 处理哪个草稿？
plain-draft = 草稿“{ $name }”
plain-draft-last = 草稿“{ $name }”，上次在此
plain-opened = 已打开草稿“{ $name }”。
plain-saved-as = 回答随时保存在草稿“{ $name }”中。
plain-kept = 回答已保存在草稿“{ $name }”中。再次运行 tunnelsmith 即可从这里继续，两种模式都可以。
plain-nothing-kept = 没有输入任何内容，因此没有保存草稿。
plain-lost = 最后的回答未能保存，已丢失。

# 问题。
plain-step = 第 { $number } 步，共 { $count } 步：{ $name }。
plain-question = 第 { $number } 步，共 { $count } 步，{ $name }，第 { $question } 题，共 { $questions } 题：{ $label }。
plain-prompt = { $label }：
plain-choice = 选择
plain-field = 字段
plain-yes-or-no = 是或否
plain-row = { $number }. { $label }
plain-enter = 回车选择 { $number }。
plain-explained = { $value }：{ $about }
plain-more = 以上是第 { $first } 到 { $last } 项，共 { $count } 项。输入加号（+）查看后面的，或输入名称的一部分进行搜索。
plain-preset = 第一阶段和第二阶段的预设
    .about = 填入两个阶段的版本、加密算法、认证算法、DH 分组和 SA 生存周期，替换现有取值。
plain-no-preset = 不用预设，保留现有取值
plain-copy-tunnel = 把隧道 1 复制到隧道 2
    .about = 复制隧道 1 的所有设置，必须不同的隧道网段和 BGP 地址除外。
plain-tunnel-copied = 已把隧道 1 复制到隧道 2。
plain-copy-without-key = 复制预共享密钥以外的所有设置，每条隧道最好使用不同的密钥
plain-copy-with-key = 复制所有设置和预共享密钥
plain-add-tag = 添加标签
plain-more-fields = 更多字段
    .about = 带宽、资源组、客户端 Token 等。多数连接不需要。

# 可以怎样回答，默认值和现有内容。
plain-allowed-choice = 可选：以下各项之一，输入序号或名称。
plain-allowed-region = 可选：地域，输入序号或 ID。输入名称的一部分进行搜索。不在列表中的地域，输入等号（=）和 ID。
plain-allowed-listed-id = 可选：以下各项之一，输入序号、名称或地址，或以 { $prefix } 开头的 ID。输入名称或地址的一部分进行搜索。要新建一个，运行 tunnelsmith gateways create。
plain-allowed-id = 可填：以 { $prefix } 开头的 ID。要新建一个，运行 tunnelsmith gateways create。
plain-allowed-text = 可填：最长 { $most } 个字符。
plain-allowed-pem = 可填：PEM 格式的证书，逐行输入，以末行或空行结束。
plain-allowed-seconds = 可填：{ $least } 到 { $most } 的整数秒。
plain-allowed-count = 可填：1 以上的整数。
plain-allowed-tunnel = 可填：1 或 2。
plain-allowed-asn = 可填：1 到 4294967295 的自治系统号，整数或两段位格式。
plain-allowed-address = 可填：一个 IPv4 地址，例如 10.0.0.1。
plain-allowed-blocks = 可填：IPv4 网段，例如 10.0.0.0/16，多个用逗号分隔。
plain-allowed-tunnel-cidr = 可填：169.254.0.0/16 内掩码长度为 30 的网段，例如 169.254.10.0/30。
plain-allowed-key = 可填：最长 { $most } 个字母、数字和标点。输入的内容不显示。输入星号（*）生成随机密钥。
plain-default = 服务端默认值：{ $value }。
plain-no-default = 服务端没有默认值。
plain-keeps = 现在是 { $value }（{ $origin }）。回车保留。
plain-leaves-default = 没有填写。回车使用服务端默认值。
plain-leaves-empty = 没有填写。回车保持为空。
plain-gateway-asn = 自治系统号 { $asn }
plain-not-compared = 无法列出该地域的连接，草稿没有与它们比较。
plain-gateways = { $count ->
    [0] 该地域没有用户网关。
   *[other] 该地域有 { $count } 个用户网关。
}

# 回答的结果。
plain-first = 这是第一个问题。
plain-choose = 输入其中一个序号。
plain-not-a-choice = 这不是可选项之一。
plain-not-listed = 不在列表中。仍要使用时，在前面加等号（=）。
plain-no-field = 没有名称中含“{ $typed }”的字段。
plain-removed = { $field } 已清空。
plain-tag-removed = 已删除标签 { $number }。
plain-suggested = { $field } 已设为 { $value }。
plain-key-taken = { $field } 已接收，加密保存。
plain-key-made = { $field } 已设为随机密钥，加密保存。用 tunnelsmith preview 加 --reveal 显示。
plain-submit-errors = { $count ->
    [1] 先更正这个错误。
   *[other] 有 { $count } 个错误需要先更正，这是第一个。
}
plain-submit-warnings = 先逐一确认或修复警告。
plain-key-stays = { $field } 已有密钥，不会擅自替换。先用连字符（-）清空，再用星号（*）生成随机密钥。
plain-key-asked = { $field } 没有保存。为这次请求输入，不显示。
plain-preset-applied = 已填入预设“{ $name }”。
plain-mode-dropped = 另一模式没有这些字段，已丢弃其取值：{ $fields }。
plain-error = 错误 { $rule }，{ $field }：{ $sentence }
plain-warning = 警告 { $rule }，{ $field }：{ $sentence }
plain-hint = 提示 { $rule }，{ $field }：{ $sentence }
plain-repair = 修复 { $rule }：{ $repair }
plain-switch = 切换到{ $mode }模式，并沿用能够沿用的取值
plain-repaired = 已修复 { $rule }。
plain-accept = 确认警告 { $rule }
plain-accepted = 已确认警告 { $rule }。
plain-again = 重新回答
plain-go-on = 暂时不改，继续

# 核对和结果。
plain-value = { $label }：{ $value }。
plain-value-origin = { $label }：{ $value }（{ $origin }）。
plain-nothing = 没有填写
plain-all-values = 将要生效的所有取值及其来源：
plain-resolve = 逐个处理错误和警告
plain-create = 创建连接
plain-dry-run = 预检：由服务端检查，不创建
plain-values = 朗读所有取值
plain-parameters = 朗读请求参数
plain-go-to = 前往字段
plain-leave = 退出，草稿会保留
plain-go-to-field = 前往 { $field }
plain-back-to-review = 返回核对
plain-consent = 输入“是”继续。输入其他内容不发送任何请求。
plain-outcome = 结果：{ $outcome }。
plain-to-the-field = 前往该字段
plain-send-again = 再次发送
plain-create-another = 再创建一条连接

# 创建之后，以及已有的连接
plain-bind = 绑定到转发路由器
plain-watch = 观察，直到连接建立
plain-diagnose = 查明原因
plain-unbind = 与转发路由器解绑
plain-delete = 删除
plain-list = 列出该地域的连接
plain-open-draft = 打开它的草稿
plain-send-change = 把草稿的更改发送给连接
plain-leave-connection = 离开
plain-name = 名称
plain-connections = 列出 { $region } 的连接
plain-connections-which = 哪个连接？输入名称、ID 或状态的一部分进行搜索，输入句点（.）返回。
plain-connection = { $name }，{ $id }：{ $verdict }。
plain-routers = 哪个转发路由器？输入句点（.）返回。
plain-router = { $router }，{ $name }，可用。
plain-router-unusable = { $router }，{ $name }，不可用：{ $why }。
plain-watching = 正在观察 { $id }，每个变化一行。Ctrl-C 离开，不会更改任何内容。
plain-delete-name = 输入名称 { $name } 以删除 { $id }。输入其他内容不会删除。
plain-repair-and-send = 在草稿中把 { $field } 设为 { $value } 并发送更改

# 对端设备。
plain-device-platform = 隧道另一端的设备，相关内容不会发送给阿里云。按编号选择，输入名称的一部分进行搜索，或输入其 ID 并在 @ 后写版本，例如 cisco-ios@17.12。
plain-device-none = 不清楚，或未列出
plain-device-release = 设备运行的版本，决定默认值和限制。未列出的版本可直接输入。
plain-device-configuration = 设备配置
    .about = 输入设备配置文件的路径（例如 show running-config 的输出），或进行选择。改动草稿之前会逐项列出可采用的取值及其所在行，此后比对两端。
plain-device-no-configuration = 手头没有配置，不作比对
plain-device-keep-reading = 保留已读取的内容
plain-device-paste = 在此粘贴
plain-device-paste-now = 现在粘贴配置，内容不会显示。粘贴后另起一行输入 { $end }。
plain-device-unread = 草稿没有变化。
plain-device-again = 已从 { $path } 重新读取设备配置。
plain-device-keep = 保存粘贴文本的文件
    .about = 粘贴的文本可能含有密钥，因此未写入磁盘，只在退出前参与比对。要在每次打开草稿时重新读取，输入一个新文件的路径，该文件仅您可读。按 Enter 则只在本次会话中保留。
plain-device-tunnel = 设备的哪条隧道与此隧道对应。
plain-device-take-over = 采用
plain-device-offers = 设备配置中有、草稿中没有的内容：
plain-device-typed = 以下取值与您输入或导入的不同：
plain-device-instead = { $offer }，代替 { $value }
plain-device-take-gaps = 采用您未输入的 { $count } 个取值
plain-device-take-all = 采用全部 { $count } 个取值，包括代替您输入的取值
plain-device-take-nothing = 不采用
plain-device-taken = 已从对端设备复制 { $values } 个取值。
plain-both-sides = 朗读与设备的差异及其生效时间
plain-device-file = 将设备配置写入文件，密钥用占位符表示
plain-device-file-keys = 将设备配置写入文件，包含密钥
plain-device-file-bound = 将设备配置写入文件，包含连接的地址
plain-device-out = 输入一个新文件的路径，该文件仅您可读。按 Enter 使用 { $path }，输入英文句点返回。
plain-file = 文件
