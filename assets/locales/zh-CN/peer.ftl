# 隧道的另一端：对所读取配置的说明。

# 取值之外的说明。
peer-note-encoding = 有些字节不是 UTF-8 文本，以替换字符显示。
peer-note-typography = 文本中有弯引号或不换行空格，是文字处理软件带来的，在设备上是错误的。
peer-note-wrapped = 已合并途中被折断的行。
peer-note-uncommitted = 这一行带有加号，尚未提交。
peer-note-unknown-word = 未能识别“{ $word }”，已略过。
peer-note-missing = 文本引用了 { $kind }“{ $name }”，但其中没有它的内容。
peer-note-unnamed = 文本没有指明 { $kind }。
peer-note-no-selectors = 没有访问控制列表说明隧道保护哪些网段。
peer-note-too-many-networks = 某条隧道列出的网段超过可读取的数量；只读取了前面的部分。
peer-note-not-esp = “{ $word }”不是 ESP 的变换集，阿里云只支持 ESP。
peer-note-not-possible = 这个平台不支持“{ $what } { $value }”。
peer-note-certificate = { $tunnel } 使用证书认证，不是预共享密钥。
peer-note-include = 文件引用了其他文件，文本中没有它们的内容。
peer-note-xml-broken = XML 格式不正确，无法读取。
peer-note-too-many-tunnels = 只读取了前面的隧道，还有其他隧道。
peer-note-key-encrypted = { $tunnel } 的密钥已被设备加密，无法比较。
peer-note-key-masked = { $tunnel } 的密钥已被隐藏，无法比较。
peer-note-key-missing = 文本中没有 { $tunnel } 的密钥。
peer-note-on-line = 第 { $line } 行：{ $sentence }

# 为什么不作为隧道读取。
peer-ignored-inactive = 已停用
peer-ignored-remote-access = 远程接入，不是站点到站点的隧道
peer-ignored-multipoint = 点到多点隧道
peer-ignored-manual-keys = 手工密钥，不使用 IKE
peer-ignored-certificate = 使用证书，不是预共享密钥
peer-ignored-group = 组加密或手工密钥
peer-ignored-bypass = 旁路，不是 VPN

# 为什么读不出内容。
peer-unread-platform = 没有平台“{ $name }”，用 `tunnelsmith peer platforms` 列出所有平台。
peer-unread-too-long = 文本超过 { $most } MiB。只需要与 VPN 有关的部分。
peer-unread-binary = 这不是文本。将配置保存为 UTF-8 纯文本后重试。
peer-unread-empty = 其中没有内容。
peer-unread-status = 这是显示状态的命令输出，不是配置。粘贴配置本身，例如 `show running-config` 的输出。
peer-unread-prose = 这不是设备配置。
peer-unread-no-vpn = 文本中没有 IPsec 隧道。
peer-unread-unknown = 无法识别这种配置语法。`tunnelsmith peer platforms` 列出能够读取的平台；如果是其中之一，指定平台。
peer-unread-looks-like = 看起来不是指定的平台，更像 { $platform }。

# 两端的不同有什么影响。
peer-reason-version = 两端的 IKE 版本不同。
peer-reason-mode = 一端使用主模式，另一端使用野蛮模式。
peer-reason-encapsulation = 阿里云只支持 ESP 隧道模式。
peer-reason-protocol = 阿里云只支持 ESP，不支持 AH。
peer-reason-several-offers = 设备提出多个值，而阿里云只提出一个：目前可用，但设备用另一个值发起重新协商，或升级后顺序改变时会中断。
peer-reason-not-offered = 设备没有提出这个值。
peer-reason-pfs-hidden = IKEv2 的第一组密钥不单独交换，因此不同之处要到第一次重新协商才显现。
peer-reason-pfs-here-off = IKEv2 中，该差异在首次重新协商时才显现：届时多数设备坚持使用自己的 DH 组，少数设备（例如 strongSwan）接受不带 PFS 的密钥。
peer-reason-pfs-offered = IKEv1 中 DH 分组是提议的一部分，第二阶段会被拒绝。
peer-reason-combination = 设备分别提出了这些值，但没有放在同一提议中。
peer-reason-prf = 阿里云把第一阶段的认证算法同时用作 PRF 算法。
peer-reason-not-said = 文本中没有说明。
peer-reason-lifetime-own = IKEv2 中两端各用自己的生存周期。
peer-reason-lifetime-shorter = IKEv1 中采用较短的生存周期。
peer-reason-volume = 设备在达到一定流量（KB）后断开，阿里云不按流量限制。
peer-reason-identity = 设备使用或要求另一个标识。
peer-reason-address = 设备上填的是另一个地址。
peer-reason-key = 两端的密钥不一致。
peer-reason-key-unknown = 密钥无法比较。
peer-reason-one-pair = 使用 IKEv1 和多个网段时，阿里云侧只有一对网段可用。
peer-reason-networks-partly = 只有一端配置的网段，流量不通。
peer-reason-networks = 两端没有共同的网段对。
peer-reason-as-number = 自治系统号不同，BGP 无法建立。
peer-reason-neighbour = 设备上的 BGP 邻居地址不同。
peer-reason-no-session = 文本中没有通过隧道的 BGP 邻居。
peer-reason-inside = 设备在隧道内的地址不在隧道网段内。
peer-reason-dpd = 只有一端检测对方是否存活。
peer-reason-nat-traversal = 如果途中有地址转换，流量不通。
peer-reason-nat-traversal-forced = 设备总是用 UDP 封装报文。
peer-reason-both-wait = 两端都等待对方发起。
peer-reason-mtu = 大报文无法通过隧道，1400 字节较为稳妥。
peer-reason-sha2 = 设备按短于 RFC 4868 的长度截断 SHA-2：隧道协商成功，但所有报文被丢弃。
peer-reason-switched-off = 隧道在设备上已停用。
peer-reason-no-tunnel = 设备上没有这条隧道的配置。

peer-reason-same = 两端相同。
peer-reason-not-in-draft = 草稿中没有；用 --address、--gateway 和 --gateway-asn 补充只有服务端才知道的内容。
peer-reason-networks-exactly = IKEv1 要求网段对完全相同，而两端没有相同的。
peer-reason-networks-narrower = IKEv1 对网段逐对匹配，必须完全一致。多数设备拒绝更小的网段，少数设备（例如 strongSwan）会接受。
peer-reason-key-masked = 文本中的密钥已被隐藏，无法比较；导出明文，或人工比对。
peer-reason-key-hashed = 设备以加密形式显示密钥，无法比较；如有疑问，在设备上重新设置。
peer-reason-key-missing = 文本中没有密钥。
peer-reason-no-renewal = 这个版本不论 life_time 如何设置，一小时后都会重新协商第二阶段；SA 提前失效，重新协商之前流量中断。

peer-note-not-understood = 未能识别“{ $words }”，没有比较。

peer-match-form = --match“{ $text }”：写成草稿的隧道序号、等号和设备上的隧道名称：{ $names }
peer-match-unsure = 无法判断设备上的哪条隧道对应草稿的隧道 { $number }；用 --match { $number }=NAME 指定名称，或用 --address { $number }=IP 指定地址。设备上有：{ $names }
peer-compare-which = 草稿没有记录设备配置所在的文件；需要指定文件：tunnelsmith peer compare DRAFT FILE
peer-compare-gone = 这是草稿记录的文件。如果文件已移到别处，需要指定文件：tunnelsmith peer compare DRAFT FILE

# 按出现的先后列出不同之处。
peer-timeline-none = 没有不同。
peer-timeline-at-once = 立即：隧道协商不成功
peer-timeline-first-traffic = 有流量时：隧道正常，但报文或路由不通
peer-timeline-first-rekey = 重新协商时
peer-timeline-after = 重新协商时，隧道协商成功后 { $span }（时：分：秒）
peer-timeline-failover = 一端或一条隧道故障时
peer-timeline-never = 没有影响：两端可以不同
peer-timeline-nothing = 无
peer-timeline-entry = 隧道 { $number }，{ $field }：草稿 { $here }，设备 { $there }
peer-key-set = 已设置
peer-key-not-known = 未知
peer-key-another = 另一个密钥
peer-key-clear = 明文
peer-key-encoded = 已编码
peer-key-masked = 被隐藏
peer-key-hashed = 哈希值
peer-key-missing = 缺失
peer-timeline-line = 第 { $line } 行
peer-timeline-here = 草稿：--set { $edit }
peer-timeline-there = 设备：
peer-timeline-unknown = 未知，因此没有比较：{ $fields }
peer-note-sheet-value = 未能识别 { $field } 的“{ $word }”，没有比较。
peer-note-another-device = 从这里开始是 { $platform } 的配置，其隧道没有读取。指定该平台即可读取。
