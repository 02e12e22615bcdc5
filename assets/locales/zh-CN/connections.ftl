# 连接的状态
verdict-not-bound = 未绑定
verdict-binding = 正在绑定
verdict-bound = 已绑定，尚无地址
verdict-waiting = 等待对端
verdict-phase1 = 第一阶段成功
verdict-phase2 = 第二阶段成功，BGP 未建立
verdict-up = 正常
verdict-degraded = 部分正常
verdict-down = 已中断
verdict-updating = 正在更改
verdict-unbinding = 正在解绑
verdict-locked = 已锁定
verdict-gone = 已删除
verdict-unknown = 未知

# 原因
reason-not-bound = 连接未绑定转发路由器，没有地址，也不协商。
reason-binding = 连接正在绑定转发路由器。
reason-bound = 连接已绑定，尚未得到地址。
reason-waiting = 没有隧道完成第一阶段：对端设备尚未配置，或配置不一致。
reason-phase1 = 第一阶段协商成功，第二阶段没有。如果一直如此，说明第二阶段的算法、PFS 或网段不一致。
reason-phase2 = 第二阶段协商成功，BGP 没有建立。如果一直如此，对比自治系统号和 BGP 地址，并在隧道内放行 TCP 179 端口。
reason-up = 所有隧道正常，启用的 BGP 也已建立。
reason-degraded = 连接只有一部分正常。
reason-down = 所有隧道都已中断。
reason-updating = 更改正在生效。
reason-unbinding = 连接正在与转发路由器解绑。
reason-locked = 账号欠费，连接已被锁定。
reason-gone = 连接已删除。
reason-unknown = 服务端返回了本程序不认识的状态。
reason-waiting-for-traffic = 有流量进入时才协商：发送流量，或把 EffectImmediately 设为 true。
reason-tunnel-missing = 隧道 { $tunnel } 不通，另一条中断时连接就会中断。
reason-bgp-missing = 隧道 { $tunnel } 的 BGP 没有建立，不能通过它学习路由。
reason-down-again = 隧道 { $tunnel } 正常了 { $lasted } 后再次中断。
unit-days = { $count } 天
unit-hours = { $count } 小时
unit-minutes = { $count } 分钟
unit-seconds = { $count } 秒
reason-down-at-rekey = 隧道 { $tunnel } 正常了 { $lasted } 后再次中断：{ $phase ->
    [1] 第一阶段
   *[other] 第二阶段
}的 SA 生存周期为 { $seconds } 秒，说明重新协商失败。与对端设备比较 PFS 和 SA 生存周期。

# 转发路由器为什么不能使用
router-not-enterprise = 这是基础版转发路由器，只有企业版支持 IPsec 连接
router-other-region = 它在 { $region }，转发路由器只能绑定同一地域的连接
router-no-cidr-block = 没有转发路由器地址段；隧道地址从中分配，先添加
router-not-active = 状态是 { $status }，等它变为 Active
router-full = 已有 { $count } 条连接，达到上限；申请提高配额，或使用另一个转发路由器

# 为什么没有更改
obstacle-bound-elsewhere = 连接已绑定 { $router }，一条连接只能绑定一个转发路由器。先解绑：tunnelsmith unbind { $id }
obstacle-still-bound = 连接仍处于绑定状态{ $router }，先解绑：tunnelsmith unbind { $id }
obstacle-busy = 这条连接的另一个更改正在进行（状态是 { $state }），等待完成：tunnelsmith watch { $id } --until bound
obstacle-locked = 账号欠费，连接已被锁定，结清欠款后解除
obstacle-no-such-router = 当前账号在 { $region } 没有转发路由器 { $router }；用 tunnelsmith routers 列出。其他账号的转发路由器需要先在控制台对连接授权
obstacle-router = 不能使用转发路由器 { $router }：{ $why }
obstacle-no-usable-router = { $region } 没有可以绑定这条连接的转发路由器；用 tunnelsmith routers 查看原因
obstacle-several-routers = { $region } 有多个可用的转发路由器：{ $routers }。用 --router 指定
obstacle-zone-for-two-tunnels = 双隧道连接自动使用两个可用区，不需要 --zone
obstacle-fixed = 连接创建后不能修改 { $field }，需要另外创建一条连接
obstacle-key-unknown = 草稿中没有密钥 { $field }，服务端也不返回；填入草稿

# 更改的结果
change-bind-done = 正在把 { $id } 绑定到 { $router }。
change-unbind-done = 正在解绑 { $id }。
change-modify-done = 正在更改 { $id }，生效前状态为 updating。
change-delete-done = 已删除 { $id }。
change-bind-attached = { $id } 已绑定到 { $router }。
change-bind-already = { $id } 已绑定 { $router }。
change-unbind-already = { $id } 没有绑定转发路由器。
change-modify-already = { $id } 与草稿一致，未发送任何请求。
change-delete-already = { $id } 已经删除。
change-open-elsewhere = { $id }：{ $date } 的“{ $change }”尚未完成。它使用了另一个访问密钥（账号 { $account }），因此不做处理；用那个访问密钥再次运行即可完成。
change-looked-up = 没有收到响应，查询后确认已执行。
change-unknown = 是否已执行尚不清楚。再次运行同一命令：会先查询，再用同一个客户端 Token 发送。
change-not-sent = 请求没有到达服务端，没有任何更改。
change-interrupted = 发送之前已停止，没有任何更改。
change-declined = 没有任何更改
change-already-so = 已经如此，未发送任何请求。
change-declined-wizard = 未做任何更改。
change-needs-yes = 没有终端可以询问，加 --yes
change-bind-ask = 把 { $name }（{ $id }）绑定到 { $region } 的 { $router }？转发路由器的系统路由表将转发它的流量并学习它的路由。从此开始收取转发路由器连接费、流量处理费和 IPsec 连接费。[y/N]
change-unbind-ask = 把 { $name }（{ $id }）与 { $router } 解绑？隧道会中断，它在转发路由器路由表中的路由会被删除，再次绑定时地址可能改变。[y/N]
change-associate-ask = { $name }（{ $id }）已绑定，但 { $router } 的系统路由表 { $table } 没有同时转发它的流量并学习它的路由。现在设置？[y/N]
change-modify-ask = 发送对 { $name }（{ $id }）的这些更改？[y/N]
change-modify-interrupts = 隧道会中断并重新协商。
change-delete-ask = 输入名称 { $name } 以删除 { $id }：
change-delete-other-name = 名称不符，没有删除
change-near-quota = 这个转发路由器已有 50 条连接中的 { $count } 条。
change-equal-cost = 该转发路由器已有 { $count } 个连接；到同一目的地的流量最多分担到其中 16 个。
change-waits-for-traffic = 该连接在有流量之前不会协商。由对端设备发起隧道，或把 EffectImmediately 设为 true。
change-dry-run = 未发送任何请求。
bind-next = 查看地址和建立过程：tunnelsmith watch { $id }
watch-stands = { $id } 已有 { $span } 没有变化，继续观察；查明原因：tunnelsmith diagnose { $id }
watch-next = 查找原因：tunnelsmith diagnose { $id }

# 转发路由器的路由表为已绑定的连接做了什么
routes-done = 转发路由器的路由表 { $table } 转发它的流量并学习它的路由。
routes-other-table = 路由表 { $other } 在转发它的流量，因此系统路由表 { $table } 保持不变。
routes-association-missing = 路由表 { $table } 没有转发它的流量。
routes-propagation-missing = 路由表 { $table } 没有学习它的路由。
routes-unknown = 无法确认转发路由器的路由表是否转发它的流量。
routes-not-attached = 转发路由器尚未完成绑定，因此没有设置路由表。
routes-stopped = 在设置路由表之前已停止。
routes-no-table = { $router } 没有系统路由表。
routes-permission = { $code }：这个访问密钥没有云企业网（CEN）的这项权限。tunnelsmith policy 输出所需权限。
routes-next = 隧道可以建立，但没有这项设置就不会有流量通过。用以下命令完成：tunnelsmith bind { $id }
routes-next-wizard = 隧道可以建立，但没有这项设置就不会有流量通过。再次绑定即可完成。

# 无法请求的产品
cen-permission = 这个访问密钥没有云企业网（CEN）的这项权限，转发路由器属于云企业网。tunnelsmith policy 输出所需权限，以 cen: 开头
cen-unreachable = 转发路由器属于云企业网（CEN），接入点（Endpoint）与 VPC 不同。如果不是默认的，用 --endpoint cbn=URL 指定。
cen-not-served = 这个接入点（Endpoint）只支持 IPsec 连接，不支持转发路由器。用 --endpoint cbn=URL 指定云企业网的接入点。

# tunnelsmith connections、routers
connections-needs-region = 用 --region 指定地域；配置（profile）和提交日志都没有
connections-none = { $region } 没有 IPsec 连接。
connections-head-name = 名称
connections-head-state = 状态
connections-head-up = 通
connections-head-router = 转发路由器
connections-bgp-down = 中断
connections-bgp-up = 正常
connections-bgp-half = 部分
connections-head-age = 已建
connections-tunnel = 隧道 { $number }：{ $status }{ $bgp }，{ $here } – { $there }
connections-no-address = 尚无地址
routers-none = { $region } 没有转发路由器。
routers-usable = 是
routers-head-usable = 可用

# tunnelsmith watch
watch-address = 隧道 { $tunnel }：阿里云侧的地址是 { $address }，在对端设备上设为对端地址
watch-tunnel = 隧道 { $tunnel }：{ $what } { $from } → { $to }
watch-connection = { $from } → { $to }
watch-nothing = 无
watch-what-negotiation = 协商
watch-what-bgp = BGP
watch-what-address = 地址
watch-what-state = 状态
watch-trouble = 暂时无法查询（{ $why }），继续尝试
watch-recovered = 已恢复查询
watch-end-up = { $id }：{ $verdict }。
watch-end-degraded = { $id }：部分正常。
watch-end-down = { $id }：已中断。
watch-end-timed-out = { $id }：等待时间已到，{ $verdict }。
watch-end-gone = { $id } 已被删除，观察结束。
watch-end-stopped = { $id }：已停止观察，没有任何更改。

# tunnelsmith diagnose、logs
diagnose-tunnel = 隧道 { $tunnel }
diagnose-values = 阿里云：{ $here }   对端设备：{ $there }
diagnose-value-unknown = 未给出
diagnose-field = 字段：{ $field }
diagnose-here = 阿里云侧：{ $text }
diagnose-there = 对端设备：{ $text }
diagnose-set = 把 { $field } 设为 { $value }。
diagnose-unknown-code = 服务端返回了本程序不认识的 { $code }：{ $sentence }
diagnose-no-service = 无法得到服务端的诊断：{ $why }
diagnose-no-log = 无法得到服务端的日志：{ $why }
diagnose-nothing = 没有发现问题。
logs-since = --since：写成 90s、30m、2h 或 1d 这样的时长
logs-no-tunnel = { $id } 没有隧道 { $tunnel }
logs-none = 这段时间内没有日志。
logs-incomplete = 服务端还有这段时间的其他日志没有返回，再查询一次

# 历史中的更改
history-bind = 绑定
history-unbind = 解绑
history-associate = 关联转发
history-propagate = 路由学习
history-modify = 更改
history-delete = 删除
history-applied = 已执行

# tunnelsmith replay --bind
replay-wait-needs-bind = --wait 等待连接正常，需要转发路由器：用 --bind ID，或表格中的 TransitRouter 列

load-one-draft = 指定一个草稿

obstacle-bound-elsewhere-wizard = 连接已绑定 { $router }，一条连接只能绑定一个转发路由器。先解绑。
obstacle-still-bound-wizard = 连接仍处于绑定状态{ $router }。先解绑。
obstacle-busy-wizard = 这条连接的另一个更改正在进行（状态是 { $state }），等待完成。
obstacle-no-such-router-wizard = 当前账号在 { $region } 没有转发路由器 { $router }。其他账号的转发路由器需要先在控制台对连接授权。
obstacle-no-usable-router-wizard = { $region } 没有可以绑定这条连接的转发路由器。
obstacle-several-routers-wizard = { $region } 有多个可用的转发路由器：{ $routers }。选择其中一个。
change-unknown-wizard = 是否已执行尚不清楚。再次执行同一更改：会先查询，再用同一个客户端 Token 发送。
change-value = { $field }：{ $from } → { $to }
change-other-key = { $field }：另一个密钥
