# 程序自身的文字，命令行和向导共用。

severity-error = 错误
severity-warning = 警告
severity-hint = 提示

# 多次出现的取值所在的位置。
place-tunnel = { $label }（隧道 { $number }）
place-tag = { $label }（标签 { $number }）
place-tunnel-short = { $number }: { $label }
place-tag-short = { $label } { $number }

# 连接词语和句子的符号。
labelled = { $label }：{ $text }
aside = { $text }（{ $note }）
joint-values = { ", " }
joint-words = 、
joint-either = { " 或 " }
joint-clauses = ；
joint-sentences = { "" }

trouble = 错误：
sandbox = 【沙箱】

# tunnelsmith check
check-sound = 通过：
check-unsound = 未通过：
check-counts = { $errors } 个错误，{ $warnings } 个警告，{ $hints } 个提示
check-tunnels = 隧道 { $numbers }：{ $fields }
check-more-edits = { $first }；以及另外 { $rest } 步
check-repair = 修复：{ $edits }。
check-alternative = 或者：{ $edits }。

check-offline = 未检查：用户网关和该地域的其他连接。加 --online 查询。
not-checked = 未检查：{ $what ->
    [gateways] { $region } 的用户网关
    [bgp] { $region } 是否支持 BGP
   *[connections] { $region } 的其他连接
}（{ $why }）。

# 修复的步骤。
edit-set-all = 全部设为 { $value }
edit-set = 把 { $field } 设为 { $value }
edit-remove = 删除 { $field }
edit-move = 把 { $from } 移到 { $to }
edit-copy = 把 { $from } 复制到 { $to }
edit-generate-key = 为 { $field } 生成密钥
edit-clean-key = 去除 { $field } 中的空格和形近字符
edit-switch = 切换到{ $mode ->
    [dual] 双隧道
   *[single] 单隧道
}模式
edit-tunnels = 列出 { $count } 条隧道
edit-remove-tag = 删除标签 { $number }

# tunnelsmith preview
preview-offline = 未检查：用户网关是否存在、是否相符。用 check --online 查询。
preview-invalid = { $file } 现在不能发送：
preview-dry-run = 这个请求是预检：服务端只检查，不创建任何资源。

preview-cli-forced = 官方命令行工具只有加 --force 才接受隧道参数，并把所有参数放在请求的地址中，预共享密钥可能留在代理服务器的日志里。“tunnelsmith replay”把参数放在请求体中发送。
preview-curl-unsigned = 这个请求没有签名，直接发送会被拒绝：访问密钥、时间、随机数和签名由您自己的工具添加。签名 { $minutes } 分钟内有效。命令行中的密钥可能被本机的其他用户看到。

# tunnelsmith explain
explain-operation = 接口：{ $operation }
explain-request-id = 请求 ID：{ $id }
explain-rule = 规则 { $rule }，{ $severity }。
explain-rule-remedy = “tunnelsmith check FILE”列出草稿中涉及的字段。
explain-no-code = 文本中没有错误码；提供错误码，或服务端的完整响应。
explain-no-answer = 文本中没有错误码：请求没有收到响应。是否已创建尚不清楚。
explain-no-answer-remedy = 再次发送请求之前，在该地域按名称查找连接，并用同一个客户端 Token 发送。
explain-gateway-invalid = 服务端不接受用户网关的某个取值。
explain-gateway-invalid-remedy = 检查地址（静态 IPv4 地址，位于 NAT 之后时为 NAT 之外的地址）、自治系统号（1 到 4294967295，不能是阿里云自己的 45104）、名称和描述（1 到 100 个字符，不以 http:// 或 https:// 开头）以及 BGP 密钥（1 到 64 个 ASCII 字符，不含空格和问号）。
explain-gateway-exists = 该地域已有使用这个地址的用户网关，每个地址只能有一个。
explain-gateway-exists-remedy = 用“tunnelsmith gateways”列出用户网关，使用已有的那个。自治系统号不能修改，需要另一个时先删除它。
explain-gateway-quota = 该地域的用户网关已达到账号的配额。
explain-gateway-quota-remedy = 删除没有连接使用的用户网关，或申请提高配额。
explain-gateway-busy = 用户网关的另一个操作正在进行，没有创建。
explain-gateway-busy-remedy = 等待几秒后重试。
explain-gateway-open = 用户网关是否已创建尚不清楚。
explain-gateway-open-remedy = 再次创建之前，用“tunnelsmith gateways”查找这个地址。
explain-gateway-refused-remedy = 用户网关没有创建；对照服务端的信息检查填写的取值。

explain-field = 前往：{ $field }
explain-retry = 稍后用同一个客户端 Token 原样重试可能成功。
explain-no-retry = 原样重试没有用。
explain-nearest = 是否应为 { $code }？

# tunnelsmith policy
policy-role = 把它授权给用于签名的 RAM 用户或 RAM 角色。使用角色的配置（profile）还需要为起始用户授予对该角色的 sts:AssumeRole 权限。

# tunnelsmith sandbox
sandbox-serving = 【沙箱】本机上的模拟阿里云。在其中创建的一切都不是真实的。
sandbox-how-to = 在另一个终端中：
sandbox-other-account = 或以另一个账号 { $account }：
sandbox-stop = 按 Ctrl-C 停止沙箱，其中创建的一切随之消失。
sandbox-banner = 【沙箱】以下内容都不是真实的，没有请求阿里云。

# 登录。
signed-in = 已登录 { $key }（{ $provider }）
credentials-open = 本机的其他用户可以读取保存访问密钥的文件，对它执行 chmod 600。
no-credentials = 没有账号时，加 --sandbox 在本机试用所有功能。

# tunnelsmith replay
replay-ask = 在阿里云上创建{ $count ->
    [1] 这条
   *[other] 这 { $count } 条
} IPsec 连接？[y/N]
replay-ask-sandbox = 在沙箱中创建{ $count ->
    [1] 这条
   *[other] 这 { $count } 条
} IPsec 连接？[y/N]
replay-ask-endpoint = 在 { $endpoint } 创建{ $count ->
    [1] 这条
   *[other] 这 { $count } 条
} IPsec 连接？[y/N]
replay-more = 以及另外 { $count } 条
replay-ask-programs = 不创建任何资源。运行这些程序以取得密钥？[y/N]
replay-runs = 为 { $file } 的 { $field } 运行 { $command }{ $more ->
    [0] { "" }
   *[other] ，另有 { $more } 个密钥也由它输出
}
replay-unfit = { $count } 个文件不处理，有错误的草稿不会发送；用 `tunnelsmith check` 查看。
replay-declined = 未发送任何请求。
replay-needs-yes = 没有终端可以询问；加 --yes 创建，或加 --dry-run 只做预检
replay-needs-yes-programs = 草稿的密钥由程序输出，没有终端可以询问是否运行；先查看草稿中的命令，再加 --yes
replay-looked-up = 没有收到响应，查找后已找到这条连接，只创建了一次。
replay-created-by-dry-run = 本来只要预检，但服务端不支持预检，已创建连接。
replay-next = 下一步：把它绑定到转发路由器。绑定之前没有网关 IP 地址，也不协商。
replay-dry-run-passed = 服务端会接受这个请求。没有创建任何资源。
replay-invalid = 有 { $count } 个错误，更正后才能发送；未发送任何请求。
replay-invalid-remedy = 更正草稿；如果确实要发送，用 --allow 放行规则。
replay-unread-remedy = 更正文件后再次运行；没有为它发送任何请求。
replay-not-sent = 请求没有到达服务端，没有创建任何资源。
replay-not-sent-remedy = 检查网络、代理变量、地域和接入点（Endpoint），然后再次运行。
replay-interrupted = 发送之前已中断，没有创建任何资源。
replay-unknown-nothing = 没有收到响应。现在没有这条连接，但请求可能仍在途中。
replay-unknown-unsure = 没有收到响应。无法判断连接是否已创建：{ $doubt ->
    [nameless] 它没有可供识别的名称。
    [several] 有多条连接与它相似。
   *[similar] 同名的连接在同一时间创建，或有部分不同。
}
replay-unknown-failed = 没有收到响应，也无法得到连接列表。连接可能已创建。
replay-unknown-interrupted = 弄清请求的结果之前已中断。连接可能已创建。
replay-unknown-remedy = 不要从头再来。用 --set ClientToken={ $token } 再次运行这个草稿，服务端至多创建一次。
replay-reason = 原因：{ $message }
replay-message = 服务端的信息：{ $message }
replay-allowed = 放行的规则：{ $rules }
replay-denied = 缺少的权限是 { $action }。
replay-request = 请求 ID { $request }
replay-token = 客户端 Token { $token }，{ $attempts } 次尝试
outcome-created = 已创建
outcome-dry-run-passed = 预检通过
outcome-invalid = 无效
outcome-refused = 被拒绝
outcome-unknown = 未知
outcome-not-sent = 未发送
step-sending = 第 { $number } 次尝试
step-looking-up = { $because }；正在查找连接是否存在
step-waiting = { $because }；{ $seconds } 秒后再次尝试

# tunnelsmith gateways
gateways-none = { $region } 没有用户网关。创建：tunnelsmith gateways create --ip ADDRESS
gateways-head-asn = 自治系统号
gateways-head-name = 名称
gateways-needs-region = 哪个地域？加 --region，例如 --region eu-central-1
gateways-created = 已创建
gateways-lost = 没有收到响应。用 --client-token { $token } 再次运行，服务端至多创建一次。
gateways-interrupted = 已中断。如果请求已经发出，用户网关可能已创建：用 `tunnelsmith gateways` 查看，或用 --client-token { $token } 再次运行
gateways-waiting = 仍在等待服务端；按 Ctrl-C 放弃
gateways-no-key = 没有设置环境变量 { $name }

# 已加密或保存在别处的预共享密钥
folder-leaves-out = { $file } 不处理，{ $why ->
    [link] 它是符号链接，所指的文件可能也在目录中
    [special] 它不是普通文件
   *[other] 目录中只处理名称以 .json 结尾的文件
}；在命令行中写明即可处理。
key-from-command = { $field } 由程序输出，只在 replay 时运行；没有检查密钥规则。
key-asked-for = { $field } 在 replay 时询问；没有检查密钥规则。
key-sealed = { $field } 已加密，没有解密，因此没有检查密钥规则：{ $why }。
key-running = 正在为 { $field } 运行 { $program }
key-ask = { $file }：{ $field } 的密钥（不显示）：

# tunnelsmith identity
identity-open = 本机的其他用户可以读取 { $path }，从而解密所有为您加密的密钥。运行：chmod 600 { $path }

# tunnelsmith drafts seal、tunnelsmith drafts share
seal-done = { $field } 已为 { $recipients } 加密
seal-you = { $recipient }（本人）
seal-new = { $recipient }（新增）
seal-nothing = 其中没有明文密钥，没有改动
share-nothing = 其中没有已加密或明文的密钥，没有改动
share-kept = { $field } 仍为 { $recipients } 加密
share-nobody-new = 指定的人都已能解密，没有改动
seal-versions = 草稿的 { $count } 个历史版本也已加密。
seal-copies = 之前的副本（备份、邮件、代码提交）中仍有明文密钥；如果有副本，换用新密钥。
# tunnelsmith replay，一次多个
replay-more-warnings = 还有 { $count } 个与地域有关的警告；用 check --online 查看。
replay-more-collisions = Q-10：还有 { $count } 处这样的冲突
replay-rehearsal-passed = 服务端会接受所有请求，现在创建。
replay-rehearsal-failed = 预检没有全部通过，没有创建任何资源。
replay-standing = 提交日志显示它已于 { $date } 创建，没有再次发送。
replay-others-open = { $count ->
    [1] 另一个草稿的提交尚未完成：{ $file }，{ $date }。重新运行该草稿的 replay 以完成；见 `tunnelsmith history`。
   *[other] 其他草稿的 { $count } 次提交尚未完成，最近一次是 { $file }，{ $date }。重新运行这些草稿的 replay 以完成；见 `tunnelsmith history`。
}
replay-standing-keys = 提交日志显示它已于 { $date } 创建，所用密钥与草稿现在的不同；没有再次发送，连接仍使用当时的密钥。
    .remedy = 修改连接的密钥，或改回原来的密钥。要另外创建一条连接，单独用 --again 运行这个草稿。
replay-held = 之前的运行已发送，结果未知；没有再次发送。
replay-held-remedy = 再次运行：会先查找连接，再用同一个客户端 Token 发送请求。
replay-report-lost = { $file }：结果无法写入结果文件：{ $reason }
output-lost = 无法写入标准输出，结果不完整：{ $reason }
replay-patience = 最多继续请求服务端 { $seconds } 秒；用 --patience SECONDS 更改。
replay-interrupting = 弄清每个请求的结果后停止；再按 Ctrl-C 立即停止。
replay-abandoned = 已停止。再次运行即可：提交日志记得每个已发送的请求，不会重复创建。
replay-waiting = { $count } 个等待中
replay-total = { $count } 个草稿：
replay-without = 没有创建连接：
# 提交日志。
journal-damaged = 提交日志的第 { $line } 行无法读取：{ $why }。
journal-more-damaged = 提交日志还有 { $count } 行无法读取。
journal-hidden = 无法读取的部分可能有提交记录，因此发送之前会先查找它可能创建的连接。保留提交日志，不要改动。
journal-remedy = 没有创建任何资源：没有提交日志，中断可能导致重复创建。用 --drafts-dir 或 TUNNELSMITH_DRAFTS_DIR 指定可写的目录。
replay-already-created = 这个草稿已于 { $date } 创建 { $id }。
replay-already-created-remedy = 要用它再创建一条连接，加 --again。
replay-already-created-changed = 这个草稿在改动之前已创建 { $id }（{ $date } 得知）。
replay-earlier = 这个草稿改动之前开始的一次提交（{ $date }）尚未完成。
replay-earlier-nothing = 到目前为止还没有名为 { $name } 的连接由它创建，但请求可能仍在途中。本次未发送任何请求。
    .remedy = { $time } 之后再次提交：如果那时仍未创建，就发送这个请求。也可以撤销改动，继续原来那次提交。
replay-earlier-unsure = 无法判断它是否已创建连接：{ $doubt ->
    [nameless] 它没有可供识别的名称。
    [several] 有多条连接与它相似。
   *[similar] 同名的连接在同一时间创建。
}本次未发送任何请求。
    .remedy = 在控制台查找连接。撤销改动可继续原来那次提交，或用 `tunnelsmith replay --again` 同时发送这个请求。
replay-earlier-failed = 无法得到连接列表，因此不知道它是否已创建连接。本次未发送任何请求。
    .remedy = 服务端可以访问后再次提交。也可以撤销改动，继续原来那次提交。
replay-earlier-interrupted = 另一个进程正在处理它。本次未发送任何请求。
    .remedy = 等它完成后再次提交。
replay-earlier-found = 它已创建连接。本次未发送任何请求。
    .remedy = 再次提交以查看是哪一条。
replay-hidden = { $count ->
    [1] 提交日志的第 { $line } 行无法读取，其中可能有一次提交。
   *[other] 提交日志从第 { $line } 行起有 { $count } 行无法读取，其中可能有提交记录。
}
replay-hidden-nothing = 到目前为止还没有名为 { $name } 的连接由它创建，但请求可能仍在途中。本次未发送任何请求。
    .remedy = { $time } 之后再次提交：如果那时仍没有，就发送这个请求。
replay-hidden-found = 已有名为 { $name } 的连接 { $id }，提交日志不知道它的来源。本次未发送任何请求。
    .remedy = 把它与这个草稿比较（`tunnelsmith drafts diff DRAFT --live ID`）。如果不是同一条，换一个名称，或用 `tunnelsmith replay --again` 同时发送这个请求。
replay-hidden-unsure = 无法判断它是否已创建这条连接：没有可供识别的名称，或时间不足以判断。本次未发送任何请求。
    .remedy = 在控制台查找连接。如果没有，为草稿填写名称，或用 `tunnelsmith replay --again` 发送。
replay-hidden-failed = 无法得到连接列表，因此不知道它是否已创建这条连接。本次未发送任何请求。
    .remedy = 服务端可以访问后再次提交。
replay-hidden-interrupted = 查找它所创建的连接时被中断。本次未发送任何请求。
    .remedy = 再次提交。
step-hidden = 正在查找提交日志第 { $line } 行（无法读取）可能创建的连接
replay-other-key = 提交日志显示这个草稿已于 { $date } 用另一个访问密钥（{ $account }）创建 { $id }。是否属于当前账号尚不清楚。
replay-other-key-open = 这个草稿 { $date } 的一次提交使用了另一个访问密钥（{ $account }），尚未完成。是否属于当前账号尚不清楚。
replay-other-key-remedy = 用那个访问密钥登录即可确认。如果属于另一个账号，加 --again。
replay-foreign-open = { $count ->
    [1] 在另一个账号中有一次提交尚未完成：{ $file }，{ $date }，账号 { $account }。不做处理；登录该账号后重新运行其草稿的 replay 以完成。
   *[other] 在其他账号中有 { $count } 次提交尚未完成，最近一次是 { $file }，{ $date }，账号 { $account }。不做处理；登录这些账号后重新运行其草稿的 replay 以完成。
}
replay-token-taken = 这个草稿的客户端 Token 已于 { $date } 随 { $file } 的另一个请求发送。
replay-token-taken-remedy = 删除草稿中的 ClientToken，或换一个。
replay-stands = 未发送任何请求。
replay-single-in-sandbox = 沙箱按 API 参考接受单隧道连接，实际的服务端则不然。M-05：{ $rule }
replay-same-token = 这个客户端 Token 以前用过，服务端返回了当时创建的连接，没有另外创建；要另外创建，删除草稿中的 ClientToken。
replay-not-recorded = 无法写入提交日志，因此未发送任何请求。
replay-unknown-resume = 不要从头再来。重新运行本命令：提交日志记得这次提交，会先查找连接，再用同一个客户端 Token 发送请求。在别的机器上，加 --set ClientToken={ $token }。
replay-unknown-old = 它开始于一天以前，服务端记住客户端 Token 多久文档未说明，因此没有再次发送。在控制台查找连接；如果没有，加 --again 用同一个客户端 Token 发送请求。
step-attaching = 服务已接受绑定，等待转发路由器完成绑定
step-associating = 正在设置路由表 { $table } 转发它的流量
step-propagating = 正在设置路由表 { $table } 学习它的路由
step-queued = 另一次运行或另一行正在提交这个草稿，等待其完成
step-resuming = 继续 { $date } 未完成的提交
step-other-open = 同名的另一次提交（{ $date }）尚未完成；见 tunnelsmith history
step-earlier = 正在查找草稿改动之前未完成的提交（{ $date }）的结果
step-unrecorded = 无法写入提交日志，以后的运行会查询服务端：{ $because }
history-none = 还没有提交记录；提交日志将保存在 { $folder }。
history-open = 未完成
history-dry-run = 预检
history-draft = { $file }，版本 { $version }
# tunnelsmith import
import-taken = { $file } 已存在，导入不覆盖文件，换一个名称
import-too-long = 超过 { $most } MiB；检查是否为正确的文件
import-written = 已写入：{ $file }
import-carried = 已沿用 { $count } 个取值。
import-left = 没有沿用：
import-key-held-back = 预共享密钥；加 --with-keys 沿用，或在草稿中使用另一个密钥
import-key-masked = 密钥已被隐藏；从保存密钥的地方取得
import-protocol = 属于协议，不属于连接
import-tool = 工具的选项，不属于连接
import-unknown = 请求没有这个参数
import-unknown-near = 请求没有这个参数；是否应为 { $nearest }？
import-twice = 出现两次，采用第一个
import-shape = 取值类型与参数不符
import-other-mode = 这个模式的连接没有这项设置
import-stray = { $count } 个词不属于任何选项；检查引号
import-expression = 只有 Shell 能得到它的值；在草稿中填写
import-reference = 引用了只有工具知道的内容；在草稿中填写
import-reference-to = 引用了 { $target }；在草稿中填写
import-in-file = 取值在文件中；在草稿中填写
import-no-place = 属于 VPN 网关，转发路由器的连接没有这个参数
import-sensitive = 被标记为敏感，Terraform 没有输出
import-after-apply = Terraform 应用计划后才知道
import-own-address = 那条连接的网关 IP 地址；新连接会另行分配
import-not-told = 服务端不返回，将使用默认值；如果改过，重新设置
import-no-region = 来源中没有地域；补上，或加 --region 重新导入
import-too-many = 没有请求会有这么多条目
import-more = 另有 { $count } 项没有列出
import-error-empty = 其中没有内容
import-error-not-json = { $line }:{ $column }：不是 JSON：{ $what }
import-error-not-yaml = 第 { $line } 行：不是 YAML：{ $what }
import-error-not-hcl = 第 { $line } 行：既不是 JSON，也不是 Terraform 语言：{ $what }
import-error-not-object = 不是 JSON 对象；请求是一个对象，每个参数一个字段
import-error-not-request = 既不是 JSON 对象，也不是 name=value 形式的查询；以 JSON、URL 或表单形式提供请求
import-error-not-command = 其中没有“aliyun vpc CreateVpnAttachment”或“CreateVpnConnection”命令
import-error-several-commands = 其中有 { $count } 条这样的命令；一次提供一条
import-error-other-operation = “{ $name }”是另一个接口；只有 CreateVpnAttachment 和 CreateVpnConnection 能生成草稿
import-error-unclosed = 第 { $line } 行：以 { $mark } 开头的部分没有结束；复制完整的命令
import-error-non-character = 含有非字符（U+FDD0 或 U+FDD1）；重新复制
import-error-state-file = 这是状态文件；提供“terraform show -json”的输出
import-error-not-terraform = 既不是状态也不是计划；提供“terraform show -json”的输出
import-error-no-resource = 其中没有连接资源：Terraform 的 alicloud_vpn_gateway_vpn_attachment 或 alicloud_vpn_connection，ROS 的 ALIYUN::VPC::VpnAttachment 或 ALIYUN::VPC::VpnConnection，Pulumi 的 GatewayVpnAttachment 或 Connection
import-error-several-resources = 其中有多条连接；用 --address 选择：{ $found }
import-error-no-such-address = 其中没有连接“{ $wanted }”；有：{ $found }
import-error-too-deep = 模块嵌套超过 { $count } 层
import-error-nothing-recognised = 没有识别出任何连接参数，因此没有草稿
import-error-quotes-left = { $field } 末尾仍有引号；命令是为另一种 Shell 写的，或复制时引号被替换。改为普通的 " 或 '
import-looks-like = { $kind ->
    [command] 看起来是命令：用 --command 提供。
    [other-cloud] 看起来是其他云的命令，其连接的设置不同；把取值填入新草稿。
    [terraform] 看起来是 Terraform 语言：用 --terraform 提供，最好提供“terraform show -json”的输出。
    [terraform-json] 看起来是 Terraform 的输出：用 --terraform 提供“terraform show -json”的输出。
    [template] 看起来是 ROS 模板或 Pulumi 程序：用 --request 提供。
    [answer] 看起来是服务端关于连接的响应：用 --request 提供。
    [json] 看起来是 JSON：请求或草稿用 --request 提供，“terraform show -json”的输出用 --terraform 提供。
    [yaml] 看起来是 YAML：ROS 模板或 Pulumi 程序用 --request 提供。
    [markup] 看起来是网页或 XML；复制其中的命令或请求。
    [device] 看起来是设备配置，不能导入；把取值填入新草稿。
    [pem] 看起来是密钥或证书。
   *[unknown] 不是可以导入的内容：命令（--command），请求、模板或响应（--request），Terraform（--terraform）。
}

# 已有的连接。
live-needs-region = 在哪个地域？加 --region，例如 --region eu-central-1
live-sandbox = 【沙箱】这条连接不是真实的，没有请求阿里云。

# tunnelsmith drafts diff
diff-one-input = 标准输入只能读取一次；- 只写一次
diff-absent = （未填写）
diff-key = （密钥，不显示）
diff-sealed = { $count ->
    [0] （已加密）
   *[other] （为 { $count } 个接收者加密）
}
diff-default = 草稿没有填写，由服务端补上：{ $value }
diff-untold = 无法比较：有一侧不提供
diff-same = { $left } 和 { $right }：没有不同
diff-differs = { $left } 和 { $right }：{ $count } 个字段不同
# tunnelsmith drafts
drafts-none = { $folder } 中没有草稿。保存草稿：tunnelsmith drafts save FILE
drafts-none-deleted = 回收站是空的。
drafts-none-versions = { $name } 没有历史版本。
drafts-no-name = 草稿不能命名为 { $name }，使用字母或数字
drafts-needs-name = 草稿叫什么名称？加 --name
drafts-head-name = 草稿
drafts-head-mode = 模式
drafts-head-region = 地域
drafts-head-connection = 连接
drafts-head-changed = 最后改动
drafts-head-number = 编号
drafts-head-deleted = 删除时间
drafts-head-version = 版本
drafts-head-replaced = 被替换时间
drafts-head-digest = 摘要
drafts-sound = 通过
drafts-errors = { $count } 个错误
drafts-unusable = 不能使用：{ $problem }
drafts-open = 其他用户可以读取 { $path }，其中有明文密钥。运行：tunnelsmith drafts seal { $name }，或：chmod 600 { $path }
drafts-saved = 已保存 { $name }
drafts-unchanged = { $name } 的内容已经如此
drafts-conflict = { $name } 期间已被更改，保持不变；草稿已保存为 { $kept }
drafts-unreadable = 现有的 { $name } 无法读取，保持不变；草稿已保存为 { $kept }
drafts-deleted = 已删除 { $name }；用 tunnelsmith drafts restore 恢复
drafts-restored = 已恢复 { $name }
drafts-renamed = 已重命名为 { $name }
drafts-duplicated = 已复制为 { $name }

# 第一阶段和第二阶段的预设：名称，用途或设备上的注意事项。
preset-modern = 现代
    .help = 服务端最强的一组。除非对端设备不支持，否则使用它。
preset-compatible = 兼容旧设备
    .help = IKEv1、AES-128、SHA-1 和 group2，旧设备都支持。强度弱，只支持一对网段。
preset-strongswan = strongSwan
    .help = proposals 和 esp_proposals 都写 aes256-sha256-modp2048，并设 version = 2。
preset-ios-xe = 思科 IOS-XE
    .help = 使用 group14，17.11 起不接受更小的分组。设置 integrity sha256 的同时设置 prf sha256，两个 profile 中都设置生存周期。
preset-junos = 瞻博 SRX（Junos）
    .help = 第一阶段的认证算法叫 sha-256，第二阶段叫 hmac-sha-256-128。使用 version v2-only 和基于路由的 VPN。
preset-fortios = 飞塔 FortiGate
    .help = 两个阶段的 proposal 都是 aes256-sha256，dhgrp 为 14。设置 keylife 和 keylifeseconds，它们的默认值不同。
preset-panos = Palo Alto Networks
    .help = 加密算法叫 aes-256-cbc。生存周期写成 24 小时和 8 小时，以秒为单位最大只能到 65535。
preset-huawei = 华为 USG 和 AR
    .help = 在 AR 路由器上执行“ipsec authentication sha2 compatible enable”（开启 SHA-2 算法兼容 RFC 标准算法功能），并设置 prf hmac-sha2-256。
preset-h3c = H3C Comware V7
    .help = 加密算法叫 aes-cbc-256。设置 prf sha256，并绑定 IKEv2 提议，否则会采用较弱的默认提议。
preset-routeros = MikroTik RouterOS
    .help = group14 叫 modp2048，并设置 prf-algorithm=sha256。没有隧道接口，因此使用具体网段。
preset-vyos = VyOS
    .help = 写 pfs dh-group14，并设置两个生存周期，默认值是 28800 和 3600。
preset-pfsense = pfSense
    .help = 两个阶段都用 256 位 AES、SHA256 和 group14。设置两个生存周期，默认值是 28800 和 3600。
preset-opnsense = OPNsense
    .help = 在 Connections 中两个阶段都选择 aes256-sha256-modp2048，版本选择 IKEv2。
preset-aws = AWS Site-to-Site VPN
    .help = AWS 第一阶段最长 28800 秒，第二阶段最长 3600 秒。密钥为 8 到 64 个字母、数字、点和下划线。
preset-azure = Azure VPN 网关
    .help = 需要自定义策略，写明每个字段：AES256、SHA256、DHGroup14、PFS2048，SA 生存周期 27000。
preset-google = Google Cloud HA VPN
    .help = 生存周期固定：第一阶段 36000 秒，第二阶段 10800 秒。
preset-huawei-cloud = 华为云 VPN
    .help = 两个阶段都用 AES-128、SHA2-256 和 group14，以 IP 地址为标识。

# 取值的来源。
origin-typed = 手动设置
origin-preset = 预设
origin-default = 默认值
origin-copied = 复制
origin-suggested = 建议值
origin-imported = 导入
origin-device = 对端设备
# 终端中的向导
panic-reported = 程序自身出错，无法继续。已写下一份不含任何密钥的错误报告，交给开发者即可：{ $file }
panic-unreported = 程序自身出错，无法继续。以下是给开发者的错误报告：

# 不带命令的 tunnelsmith
wizard-no-terminal = { $missing }，而向导需要终端。没有终端时使用：tunnelsmith check FILE、tunnelsmith preview FILE、tunnelsmith replay FILE --yes；见 tunnelsmith --help
wizard-no-json = 向导是交互式的；--output json 用于命令，见 tunnelsmith --help
wizard-no-draft = { $name } 不是有效的草稿名称；tunnelsmith drafts 可列出已有草稿
wizard-draft-is-file = { $name } 是一个文件，而 --open 需要已保存草稿的名称。先保存该文件：tunnelsmith drafts save { $name }

# tunnelsmith suggest
suggest-unread = { $what }；没有计入其中的网段
suggest-no-region = 用 --region 指定要查询连接的地域
suggest-unlisted = 无法查询 { $region } 的连接，因此没有建议：{ $why }
suggest-too-few = { $count } 个网段中只有 { $found } 个空闲

# 其他引擎的模板
preview-terraform-keys = 密钥是敏感变量：在环境变量中设置 TF_VAR_psk_1 等。Terraform 的状态文件以明文保存它们，放在只有本人能读取的地方。用户网关的地址和转发路由器也是变量
preview-ros-keys = 密钥是 ROS 不显示也不记录的参数，创建资源栈时填写。地域为资源栈所在的地域

# tunnelsmith import --sheet
sheet-whose-side = 第 { $line } 行提到本地侧或对端侧。表中的本地是对方的还是我方的？（theirs/ours）
sheet-side-needed = 第 { $line } 行提到本地侧或对端侧，但没有说明属于谁。表中的本地属于对方时加 --their-side-is local，属于我方时加 --their-side-is remote
sheet-empty = 其中没有内容
sheet-nothing = 没有识别出任何 VPN 取值；写成 label: value 的行，或第一列为名称的表格
sheet-taken = 第 { $line } 行，{ $label }：{ $field }={ $value }
sheet-left = { "  " }第 { $line } 行，{ $text }：{ $why }
sheet-left-label = 无法识别这个名称
sheet-left-value = 无法识别取值
sheet-left-several = 有多个值，而阿里云只用一个；与对方商定一个
sheet-left-sides = 各列内容不一致
sheet-left-before = 另一行的内容不同
sheet-left-gateway = 属于用户网关
sheet-left-assigned = 连接绑定后由服务端分配
sheet-left-secret = 密钥不应写在参数表中；在草稿中填写或引用
sheet-left-not-there = 阿里云没有这项设置

# tunnelsmith sheet
sheet-title = VPN 参数表：{ $name }
sheet-intro = 到阿里云的 IPsec 隧道，从对方设备的角度列出：“本地”是对方一侧，“对端”是阿里云侧。按这些值设置，并在最后一列注明设备上实际使用的值。
sheet-how = 在 yours 中填写设备上的每个值，相同的也要填，然后把文件发回。不知道的保留 null。
sheet-handover = 预共享密钥不在本表中。通过电话或双方共用的密码管理器交付，不要与本表放在同一封邮件中；每条隧道使用不同的密钥。
sheet-note-one = 阿里云的每项设置只提出一个值。设备上也只配置一个：配置多个时，隧道可能协商成功，但重新协商时失败。
sheet-note-volume = 关闭按流量限制 SA，或设为最大值。
sheet-note-firewall = 双向放行 UDP 500 和 UDP 4500；途中没有地址转换时还要放行 IP 协议号 50（ESP）。相关网段不做地址转换。
sheet-note-mtu = 隧道接口：MTU 最大 1400，TCP MSS 1360。
sheet-tunnel = 隧道 { $number }
sheet-column-setting = 设置
sheet-column-value = 取值
sheet-column-yours = 对方取值
sheet-follows = 连接绑定后提供（隧道 { $number }）
sheet-yours-to-say = 对方的公网地址，由对方提供
sheet-label-GatewayIp = 对端网关地址（阿里云）
sheet-label-CustomerGatewayIp = 本地网关地址（对方）
sheet-label-IkeVersion = IKE 版本
sheet-label-IkeMode = IKE 协商模式
sheet-label-IkeEncAlg = 第一阶段加密算法
sheet-label-IkeAuthAlg = 第一阶段认证算法（和 PRF）
sheet-label-IkePfs = 第一阶段 DH 分组
sheet-label-IkeLifetime = 第一阶段 SA 生存周期
sheet-label-LocalId = 对端标识（阿里云）
sheet-label-RemoteId = 本地标识（对方）
sheet-label-IpsecEncAlg = 第二阶段加密算法（ESP）
sheet-label-IpsecAuthAlg = 第二阶段认证算法（ESP）
sheet-label-IpsecPfs = 第二阶段 PFS 分组
sheet-label-IpsecLifetime = 第二阶段 SA 生存周期
sheet-label-LocalSubnet = 对端网段（阿里云）
sheet-label-RemoteSubnet = 本地网段（对方）
sheet-label-EnableDpd = DPD
sheet-label-EnableNatTraversal = NAT 穿越
sheet-label-LocalAsn = 对端自治系统号（阿里云）
sheet-label-LocalBgpIp = 对端 BGP 地址（阿里云）
sheet-label-InsideIp = 本地 BGP 地址，隧道接口上（对方）

# 这种语言的名称，用它自己书写。

# 设置
setting-language = 显示的语言：en、zh-CN
setting-theme = 向导的配色：default、light、high-contrast、colour-blind
setting-plain = 逐行问答，不绘制屏幕
setting-mouse = 向导使用鼠标
setting-region = 新草稿的地域，以及命令在草稿没有给出地域时使用的地域
setting-profile = 用于登录的官方命令行工具的配置（profile）
setting-endpoint = 请求发往何处：URL、vpc=URL、cbn=URL
setting-drafts-dir = 草稿和提交日志的目录
setting-keys = 向导中与默认不同的快捷键
config-name = 设置
config-value = 取值
config-decided-by = 来源
config-about = 说明
config-not-set = –
config-default = 默认
config-line = config.toml 第 { $line } 行
config-no-home = 找不到主目录，因此没有 config.toml。设置 HOME。
config-unknown = 没有设置 { $name }。用 `tunnelsmith config show` 列出所有设置。
config-unknown-near = 没有设置 { $name }。是否应为 { $nearest }？
config-not-switch = { $found } 既不是 true 也不是 false。
config-not-word = { $found } 不是 { $words } 之一。
config-not-word-near = { $found } 不是 { $words } 之一。是否应为 { $nearest }？
config-empty = 取值为空。要删除这项设置，运行 `tunnelsmith config unset`。
config-kind = 取值的类型不对。文本加引号，开关为 true 或 false，keys 是由列表组成的表。
config-not-written = 无法写入 { $path }：{ $why }
config-keys-taken-over = { $from } 中的快捷键已移到 { $to }，原文件保留为 { $kept }。
