# 请求为什么没有发出，或者结果如何；显示在冒号之后，或单独作为一条错误。

call-refused = 服务端拒绝了请求：{ $code }
call-refused-request = 服务端拒绝了请求：{ $code }（请求 ID { $request }）
call-not-sent = 无法连接 { $host }：{ $cause }
call-lost = 没有从 { $host } 收到可用的响应：{ $cause }

not-sent-dns = 无法解析主机名
not-sent-refused = 连接被拒绝
not-sent-timeout = { $seconds } 秒内未能建立连接
not-sent-tls = TLS 连接失败：{ $flaw }
not-sent-proxy = 代理服务器拒绝了连接
not-sent-unreachable = 无法建立连接
not-sent-unsendable = AccessKey ID 或安全令牌中有无法发送的字符

tls-unknown-issuer = 本机不信任服务器证书的签发者
tls-outdated = 服务器证书已过期或尚未生效；检查本机时间
tls-wrong-name = 服务器证书是为另一台主机签发的
tls-certificate = 服务器证书不可接受
tls-not-tls = 服务器不使用 TLS
tls-handshake = 握手失败

lost-timeout = { $seconds } 秒内没有响应
lost-broken = 响应尚未完整，连接就断开了
lost-server = 服务端出错：{ $code }
lost-nonce = 服务端已经收到过这个请求
lost-unreadable = 收到 { $what }，HTTP 状态码 { $http }
lost-too-large = 响应超过 { $limit } KiB
lost-garbled = 响应已损坏
lost-redirected = HTTP 状态码 { $http } 重定向到 { $host }
lost-redirected-nowhere = HTTP 状态码 { $http } 重定向，但没有给出主机
lost-incomplete = 响应表示成功，但其中没有 { $what }

unreadable-html = HTML 页面
unreadable-cut = 不完整的 JSON
unreadable-empty = 空响应
unreadable-foreign = 结构未知的 JSON
unreadable-not-json = 不是 JSON 的响应

endpoint-not-host = 不是 vpc.cn-hangzhou.aliyuncs.com 这样的主机名
endpoint-scheme = 不支持 { $scheme }://，使用 https://
endpoint-plain-http = http:// 只能用于本机；使用 https://{ $host }
endpoint-user = 接入点中不能有用户名或密码
endpoint-tail = 接入点以主机或端口结尾；去掉后面的部分
endpoint-region = 不是 eu-central-1 这样的地域 ID

setup-user-agent = User-Agent 中有无法发送的字符
setup-proxy = { $variable } 不是 http://proxy.example:3128 这样的代理服务器地址；更正或取消这个变量
setup-certificates = 无法读取本机信任的证书

credentials-nothing = 没有找到访问凭证
credentials-nothing-place = { $place }：{ $why }
credentials-nothing-remedy = 运行 `aliyun configure`，或者设置 ALIBABA_CLOUD_ACCESS_KEY_ID 和 ALIBABA_CLOUD_ACCESS_KEY_SECRET，或者不用凭证试用：--sandbox
credentials-no-profile = { $by } 指定的配置（profile）{ $name } 不存在：{ $places }；用 `aliyun configure list` 查看
credentials-no-profile-near = { $by } 指定的配置（profile）{ $name } 不存在：{ $places }；是否应为 { $nearest }？
credentials-place = { $place } { $why }
credentials-named-by = 配置 { $profile } 的 source_profile
credentials-near = { $file } 中的 { $name }
credentials-half = 已设置 { $set }，但没有设置 { $missing }；两个都设置，或者都不设置
credentials-incomplete = { $place } 中没有 { $missing }；补上它，或者重新对该配置运行 `aliyun configure`
credentials-token-missing = { $place }：临时访问密钥（STS.…）需要安全令牌；同时设置 ALIBABA_CLOUD_SECURITY_TOKEN 或 sts_token
credentials-malformed = { $place }：格式不正确：{ $what }；重新输入
credentials-unsupported = { $place }：{ $remedy }
credentials-cache-expired = { $place }：临时访问密钥已于 { $at } 过期；{ $remedy }
credentials-cycle = { $file } 中的配置互相引用：{ $chain }；更改其中一个 `source_profile`
credentials-file = { $file } { $flaw }
credentials-forbidden = 不能使用 { $place }，因为设置了 { $variable }；取消这个变量，或者换一个配置
credentials-no-answer = { $place }：{ $asked }：{ $why }
credentials-role-refused = { $place }：无法扮演角色 { $role }
credentials-token-refused = { $place }：无法用 { $file } 中的令牌扮演角色 { $role }；如果令牌已过期，要由签发方写入新的令牌
credentials-consent = { $place } 的访问密钥来自程序 { $program }，同意后才会运行它：加上 --run-process-command，或者设置 { $variable }=1
credentials-expired = { $place }：临时访问密钥已于 { $at } 过期；检查本机时间

file-flaw-unreadable = 无法读取（{ $reason }）；检查所有者和权限
file-flaw-not-a-file = 不是普通文件
file-flaw-too-large = 超过 1 MiB，不可能是访问凭证文件
file-flaw-absent = 不存在；检查路径，并确认写入该文件的程序已经运行
file-flaw-not-text = 第 { $line } 行第 { $column } 列不是 UTF-8 文本；另存为 UTF-8
file-flaw-not-json = 第 { $line } 行第 { $column } 列不是有效的 JSON；在该处更正，或者移走文件后运行 `aliyun configure`
file-flaw-wrong-type = 第 { $line } 行第 { $column } 列的取值类型不对，或者键重复；在该处更正，或者移走文件后运行 `aliyun configure`
file-flaw-not-ini = 第 { $line } 行不是 `[section]`、`key = value` 或注释；在该处更正

place-variable-unset = 没有设置 { $variable }
place-no-default-section = 没有 [default] 一节
place-no-such-profile = 没有这个名称的配置
place-no-such-section = 没有这个名称的节
place-no-current-profile = 没有当前配置 { $profile }
place-profile-blank = 其中的配置 { $profile } 没有访问密钥
place-not-read = 未读取，因为设置了 { $variable }
place-no-home = 当前用户没有主目录
place-absent = 不存在
place-not-asked = 未查询，因为设置了 { $variable }
place-names-no-role = 未查询，因为 { $variable } 没有指定角色

provider-environment = 环境变量
provider-oidc = 环境变量（OIDC）
provider-profile = { $file } 中的配置 { $name }
provider-profile-mode = { $file } 中的配置 { $name }（{ $mode }）
provider-section = { $file } 中的 [{ $name }]（{ $kind }）
provider-metadata-any = ECS 元数据服务
provider-metadata = ECS 元数据服务（角色 { $role }）
provider-uri = ALIBABA_CLOUD_CREDENTIALS_URI
provider-uri-any = 凭证 URI

what-key-id = AccessKey ID
what-key-secret = AccessKey Secret
what-token = 安全令牌
what-oidc-token = oidc_token_file 中的 OIDC 令牌
what-command-quote = process_command（引号没有闭合）
what-duration = expired_seconds（不小于 900 的数字）
what-names = { $names }

mode-configure = 运行 `aliyun configure --profile { $profile }`
mode-no-cached-key = 其中没有临时访问密钥；运行 `aliyun configure --profile { $profile }` 登录
mode-key-pair = 服务端不再支持密钥对；使用模式为 { $modes } 的配置
mode-bearer = Bearer 令牌不能为 VPC 请求签名；使用模式为 { $modes } 的配置
mode-anonymous = VPC 请求必须签名；使用模式为 { $modes } 的配置
mode-deprecated = 这个模式已弃用；改为 ChainableRamRoleArn，并以模式为 EcsRamRole 的配置作为 source_profile
mode-unknown-near = 没有这个模式；是否应为 { $nearest }？
mode-unknown = 没有这个模式；使用模式为 { $modes } 的配置
mode-ini-unsupported = 不支持这个类型；使用 { $types }

asked-metadata = 元数据服务
asked-uri = 凭证 URI
asked-uri-at = 位于 { $host } 的凭证 URI
asked-program = 程序 { $program }
answer-not-on-ecs = 无法连接；本机是否为 ECS 实例？
answer-unreached = 无法连接；提供凭证的程序是否在运行？
answer-cannot-ask = 无法查询
answer-cannot-ask-because = 无法查询：{ $why }
answer-bad-role = 无法查询：角色名称格式不正确
answer-broke-off = 响应中断；重试
answer-too-long = 响应超过 64 KiB，不可能是访问密钥
answer-not-a-key = 响应不是带有访问密钥的 JSON
answer-code = 返回了 Code { $code }
answer-no-success = 没有返回 Code Success
answer-lacks = 响应中没有 { $what }
answer-bad-expiration = 响应中没有有效的 Expiration
answer-no-role = 没有 RAM 角色；为该实例授予一个角色
answer-unknown-role = 没有该实例的角色 { $role }；检查名称
answer-status = 返回了 HTTP 状态码 { $status }
answer-bad-token = 返回了无效的令牌
answer-token-status = 对令牌请求返回了 HTTP 状态码 { $status }，而 { $variable } 不允许不带令牌的请求
answer-not-an-address = 不是以 http:// 或 https:// 开头的地址
program-not-started = 无法启动（{ $reason }）；检查 process_command
program-timeout = 在 { $seconds } 秒内没有结束
program-broke-off = 中断（{ $reason }）
program-too-long = 输出超过 64 KiB，不可能是访问密钥
program-failed = 失败（{ $status }）；自行运行它以查看输出
program-lacks = 没有输出 { $what }；它必须输出 JSON，其中有 mode、access_key_id、access_key_secret，StsToken 还要有 sts_token
program-lacks-json = 没有输出带有访问密钥的 JSON；它必须输出 JSON，其中有 mode、access_key_id、access_key_secret，StsToken 还要有 sts_token
program-bad-expiration = 没有输出有效的 expiration；它必须输出 JSON，其中有 mode、access_key_id、access_key_secret，StsToken 还要有 sts_token
program-mode = 输出的模式是 { $mode }；只支持 AK 和 StsToken
