# 服务端错误码的含义和处理方法。
# id 是错误码，点改为短横线。`.found` 带上服务端消息中的取值，只在全部读出时使用。

## 配额和费用

error-Resource-QuotaFull = 当前账号在该地域的 VPN 资源配额已用完。
    .remedy = 删除该地域不再使用的连接，或在配额中心申请提高配额；每个地域的配额单独计算。然后再次发送同一个草稿。
error-QuotaExceeded-PolicyBasedRoute = 每一对本端网段和对端网段占一条策略路由，配额不够。
    .found = 每一对本端网段和对端网段占一条策略路由。当前已有 { $value1 } 条，本次将创建 { $value2 } 条，上限为 { $value3 } 条。
    .remedy = 合并为更少、更大的网段，或两侧都填 0.0.0.0/0（目的路由模式）。也可以删除不用的连接，或申请提高配额。
error-CreateDbrRoutesQuotaFull-QuotaFull = 目的路由配额不够，无法添加这条连接的路由。
    .remedy = 合并为更少、更大的对端网段，改用 BGP 交换路由，或删除不用的路由。也可以申请提高路由配额。
error-OperationFailed-NoAvailableAmount = 账号已欠费，不能创建收费资源。
    .remedy = 由账号所有者结清欠款，然后重试。
error-InsufficientBalance = 账户余额不足。
    .remedy = 由账号所有者充值，然后重试。
error-VpnGateway-FinancialLocked = 该账号的 VPN 服务因欠费被锁定。
    .remedy = 由账号所有者充值解除锁定，然后再次发送请求。

## 连接及其路由

error-InvalidVpnConnection-AlreadyExists = 相同用户网关和网段的 IPsec 连接已经存在。
    .remedy = 先查看该地域的连接：之前的一次尝试可能已经成功，那么无需再做。要创建第二条连接，换一个用户网关或其他网段。
error-VpnRouteEntry-AlreadyExists = 要添加的路由已在路由表中。
    .remedy = 找到已经指向对端网段的路由或连接并删除，或填更小的对端网段。也可以关闭自动配置路由，手动添加。
error-VpnRouteEntry-Conflict = 由这些网段产生的路由与已有路由冲突。
    .remedy = 把对端网段与该地域其他连接的路由、转发路由器之后的网络比较。填不重叠的网段，或关闭自动配置路由。
error-VpnRouteEntry-BackupRoute = 已有另一条连接指向同一目的网段，两者不能组成有效的主备路由。
    .remedy = 检查两条路由的权重（100 为主，0 为备）和健康检查，或为这条连接填其他对端网段。
error-VpnRouteEntry-InvalidWeight = 有一条路由的权重既不是 0 也不是 100。
    .remedy = 这个请求不含权重，问题在已经指向同一目的网段的路由。更正那条路由，然后再次发送请求。
error-InvalidParameter-VpnConnectionName = IPsec 连接的名称不合法。
    .remedy = 使用 1 到 100 个字符，不含换行符和不可见字符，不以 http:// 或 https:// 开头。
error-IllegalParam-LocalSubnet = 服务端不接受某个本端网段。
    .found = 服务端不接受本端网段 { $value1 }。
    .remedy = 填主机位为零的 IPv4 网段，例如 10.1.0.0/16，用半角逗号分隔，不能重复，不能在 100.64.0.0/10 内。目的路由模式只填 0.0.0.0/0。
error-IllegalParam-RemoteSubnet = 服务端不接受某个对端网段。
    .found = 服务端不接受对端网段 { $value1 }。
    .remedy = 填主机位为零的 IPv4 网段，例如 192.168.0.0/16，用半角逗号分隔。不能与本端网段和 100.64.0.0/10 重叠。目的路由模式只填 0.0.0.0/0。
error-MissingParameter-TunnelOptionsSpecification = 缺少两条隧道的配置，或配置不完整。
    .remedy = 必须正好配置两条隧道，序号为 1 和 2，各有一个用户网关。启用 BGP 时还各需要隧道网段和 BGP 地址。`tunnelsmith check` 列出缺少的内容。
error-VpnConnection-InvalidCreateTunnelOptions = 服务端只接受双隧道连接，而这个请求没有配置两条隧道。单隧道连接已不再支持新建。
    .remedy = 把草稿转换为双隧道模式：设置会复制到两条隧道，健康检查没有对应项，会被丢弃。启用 BGP 时，为隧道 2 另填隧道网段和 BGP 地址。
error-VpnConnection-Configuring = 这条连接正在更改。
    .remedy = 等状态变为 init 或 attached 后重试。
error-InvalidVpnConnectionInstanceId-NotFound = 当前账号在该地域下没有这条 IPsec 连接。
    .remedy = 检查 ID 和地域。几秒前创建的连接可能稍后才出现；如果是有意删除的，说明删除已完成。

## 算法和标识

error-NotSupportVpnConnectionParameter-IpsecPfs = 该地域不支持所选的第二阶段 DH 分组。
    .remedy = 选择 group14；对端设备不支持时，选择 group5、group2、group1 或 disabled。对端设备设为相同的值。
error-NotSupportVpnConnectionParameter-IpsecAuthAlg = 该地域不支持所选的第二阶段认证算法。
    .remedy = 选择 sha256，对端设备不支持时选择 sha1。对端设备设为相同的值。
error-OperationFailed-MissCertificate = 请求的是国密连接，但网关没有绑定证书。
    .remedy = 如果是普通连接，删除对端 CA 证书；否则先为国密型网关绑定证书。
error-MissingParam-RemoteId = 国密连接必须填写对端标识。
    .remedy = 把对端设备证书的主题填为对端标识；如果是普通连接，删除对端 CA 证书。

## BGP

error-MissingParameter-TunnelCidr = 启用了 BGP，但有隧道没有填隧道网段。
    .remedy = 为每条隧道填 169.254.0.0/16 内不同的 /30 网段，例如 169.254.10.0/30 和 169.254.11.0/30，或关闭 BGP。
error-InvalidTunnelCidr-Malformed = 隧道网段格式不正确。
    .remedy = 按 169.254.10.0/30 的形式填写：四个数，最后一个能被 4 整除，后接 /30，不含空格。
error-IllegalParam-TunnelCidr = 隧道网段格式正确，但不允许使用或已被占用。
    .remedy = 填 169.254.0.0/16 内的 /30 网段，不能是 169.254.0.0/30、169.254.1.0/30 到 169.254.6.0/30（每段第一个）和 169.254.169.252/30。两条隧道必须不同，也不能被其他连接占用。
error-InvalidLocalBgpIp-Malformed = 本端 BGP 地址格式不正确。
    .remedy = 填不带掩码的 IPv4 地址，例如 169.254.10.1。
error-IllegalParam-LocalBgpIp = 本端 BGP 地址不可用，多半不在隧道网段内。
    .remedy = 填隧道网段的两个主机地址之一，例如 169.254.10.0/30 中的 169.254.10.1 或 169.254.10.2。另一个用于对端设备。
error-IllegalParam-LocalAsn = 本端自治系统号不合法或超出取值范围。
    .remedy = 填 1 到 4294967295 的整数，最好是 65530 这样的私有自治系统号。两条隧道必须相同，且不能与对端设备的相同。
error-InvalidParameter-BgpConfig = BGP 配置整体不合法。
    .remedy = 检查自治系统号在取值范围内，隧道网段是允许的 /30 网段，BGP 地址在隧道网段内。双隧道模式下，这些参数属于各条隧道。
error-OperationUnsupported-EnableBgp = 该地域的 IPsec 连接不支持 BGP。
    .remedy = 关闭 BGP 并在两端配置静态路由，或换一个地域。
error-IllegalParam-EnableBgp = 所属网关已开启 BGP，这条连接也必须启用。
    .remedy = 启用 BGP，填写自治系统号、隧道网段和 BGP 地址，并使用有自治系统号的用户网关。这个错误属于 VPN 网关，转发路由器的连接不应遇到。
error-MissingParam-CustomerGatewayAsn = 启用了 BGP，但所选用户网关没有自治系统号。
    .remedy = 运行 `tunnelsmith gateways` 查看哪些用户网关有自治系统号。自治系统号不能事后添加：未被使用时可删除该用户网关，用对端设备的自治系统号（不能是 45104）重新创建并选用。也可以关闭 BGP。

## 用户网关

error-InvalidCustomerGatewayInstanceId-NotFound = 当前账号在该地域下没有这个用户网关。
    .remedy = 运行 `tunnelsmith gateways` 查看连接所在地域的用户网关，从中选一个 ID。其他地域的用户网关不能使用。
error-CustomerGateway-ConflictVpnIp = 用户网关的地址就是阿里云网关自己的地址。
    .remedy = 用户网关代表对端设备，地址是对端设备的地址。用正确的地址创建一个并选用；`tunnelsmith gateways` 列出已有的用户网关。
error-CustomerGateway-ConflictRouteEntry = 用户网关的地址落在一条指向隧道的路由之内，隧道的报文会再次被送进隧道。
    .remedy = 不要让对端设备的公网地址出现在对端网段或其他 VPN 路由中：填更小的网段，或换一个地址。
error-InvalidIpAddress-AlreadyExist = 该地域已有使用这个地址的用户网关。
    .remedy = 使用那个用户网关，`tunnelsmith gateways` 会列出。如果自治系统号不对，在未被使用时删除并重新创建。
error-InvalidIpAddress-WrongFormat = 用户网关的地址不合法。
    .remedy = 填一个不带掩码的静态 IPv4 地址。不接受共享、环回、链路本地、组播和广播地址（100.64.0.0/10、127.0.0.0/8、169.254.0.0/16、224.0.0.0 到 239.255.255.255、255.0.0.0/8）。
error-InvalidName = 用户网关的名称不合法。
    .remedy = 使用 1 到 100 个字符，不以 http:// 或 https:// 开头。
error-InvalidDescription = 描述不合法。
    .remedy = 使用 1 到 100 个字符，不以 http:// 或 https:// 开头，或者不填。

## 标签

error-SizeLimitExceeded-TagNum = 标签超过 20 个。
    .remedy = 最多保留 20 个。
error-InvalidParameter-TagKey = 标签键不合法。
    .remedy = 使用 1 到 64 个字符，不能以 aliyun 或 acs: 开头，不能包含 http:// 或 https://。
error-InvalidParameter-TagValue = 标签值不合法。
    .remedy = 最长 128 个字符，可以为空，不能以 aliyun 或 acs: 开头，不能包含 http:// 或 https://。
error-Duplicated-TagKey = 请求中有重复的标签键。
    .remedy = 删除重复项，保留需要的标签值。
error-Forbidden-TagKey-Duplicated = 标签键重复。
    .remedy = 每个标签键只能用一次。前后的空格会让相同的标签键看起来不同。

## 其他操作正在进行：等待

error-VpnTask-CONFLICT = 同一对象上还有 VPN 任务未完成。
    .remedy = 等待几秒后重试，间隔逐次加长，最多五分钟。确认没有其他人正在更改用户网关。
error-TaskConflict = 同一对象正被另一个任务占用。
    .remedy = 等待几秒后重试，间隔逐次加长，最多五分钟。
error-OperationConflict = 该用户网关上另一个操作正在进行。
    .remedy = 等待几秒后重试。
error-Appliance-Configuring = 底层网关正在配置中。
    .remedy = 稍后重试，间隔逐次加长，最多五分钟。
error-VpnGateway-Configuring = 该对象所属的 VPN 服务正在配置中。
    .remedy = 稍后重试，间隔逐次加长，最多五分钟。
error-Operation-Blocking = 转发路由器正在执行另一个操作。
    .remedy = 稍后重试，间隔逐次加长。
error-IncorrectStatus-Status = 转发路由器或连接当前的状态不允许这一步。
    .remedy = 等转发路由器状态为 Active、连接状态为 init 后重试。
error-OperationFailed-AllocateCidrFailed = 转发路由器没有地址可分配给这条连接：没有地址段，或地址段已用完。
    .remedy = 为转发路由器添加一个不与其他网络重叠的地址段，然后重新绑定这条连接。

error-InvalidTransitRouterId-NotFound = 当前账号没有这个转发路由器。
    .remedy = 运行 `tunnelsmith routers --region REGION` 查看有哪些转发路由器，使用连接所在地域的那个。
error-InvalidCenId-NotFound = 当前账号没有这个云企业网实例。
    .remedy = 直接指定转发路由器；`tunnelsmith routers --region REGION` 列出已有的转发路由器。
error-MissingParam-CenIdOrRegionId = 请求没有指定转发路由器，也没有指定云企业网实例及其地域。
    .remedy = 指定转发路由器及其地域。
error-IllegalParam-TransitRouterRegionId = 转发路由器所在的地域与请求中的不同。
    .remedy = 连接只能绑定同一地域的转发路由器。`tunnelsmith routers --region REGION` 列出该地域的转发路由器。
error-IllegalParam-ZoneId = 该地域没有这个可用于隧道的可用区。
    .remedy = 不填可用区，或使用服务端为该地域提供的可用区。
error-IllegalParam-ChargeType = 绑定只支持按量计费，而请求中是另一种方式。
    .remedy = 本程序不会请求其他计费方式；如果是本程序发送的请求，需要反馈给开发者。
error-OperationUnsupported-TransitRouterType = 这是基础版转发路由器，不支持绑定连接。
    .remedy = 选择企业版转发路由器；`tunnelsmith routers --region REGION` 会注明。
error-OperationUnsupported-VcoTunnelNotMatchZoneParam = 双隧道连接填写了可用区，或单隧道连接没有填写可用区。
    .remedy = 双隧道连接不填可用区，由服务端选择两个。单隧道连接填该地域的一个可用区。
error-QuotaFull-ChildInstanceRelatedCen = 连接已绑定转发路由器，一条连接只能绑定一个。
    .remedy = 运行 `tunnelsmith connections ID` 查看绑定的是哪个转发路由器。要绑定另一个，先解绑。
error-InvalidParameterCombination-TransitRouter = 查询转发路由器时没有指定地域、云企业网实例或转发路由器。
    .remedy = 指定地域。
error-IllegalParam-NextToken = 服务端已不记得列表查询到了哪里。
    .remedy = 重新从头查询。
error-MissingParam-TransitRouterIdOrTransitRouterRouteTables = 查询路由表时没有指定转发路由器。
    .remedy = 指定转发路由器。
error-OperationFailed-RouteTableAssociationExist = 绑定仍与转发路由器的路由表关联。
    .remedy = 先取消与路由表的关联，然后再次解绑连接。
error-OperationFailed-RouteTablePropagationExist = 转发路由器的路由表仍在学习这个绑定的路由。
    .remedy = 先关闭路由学习，然后再次解绑连接。
error-IncorrectStatus-AttachmentOrRouteTable = 绑定或路由表当前的状态不允许这一步。
    .remedy = 等绑定状态为 Attached、路由表状态为 Active 后重试。
error-InvalidParameter-TransitRouterRouteTableId = 路由表不属于连接所绑定的转发路由器。
    .remedy = 使用该转发路由器的路由表。
error-InvalidRouteTableId-NotFound = 没有这个路由表。
    .remedy = 重新查询转发路由器的路由表。
error-InvalidAttachmentId-NotFound = 没有这个绑定。
    .remedy = 连接可能已被解绑；运行 `tunnelsmith connections ID` 查看。
error-Unauthorized = 访问密钥没有这项转发路由器操作的权限。
    .remedy = 申请授予同名的操作权限，前缀为 cen:。`tunnelsmith policy` 输出本程序所需的全部权限。

## 调用过多，或服务端故障

error-Throttling = 短时间内调用过多，请求未被执行。
    .remedy = 如果响应给出了等待时间，按其等待，然后重试。
error-Throttling-User = 该账号短时间内调用过多，请求未被执行。
    .remedy = 稍后重试。检查是否有脚本在不断查询 VPC API。
error-Throttling-Api = 该接口调用过于频繁，请求未被执行。
    .remedy = 稍后重试。
error-Throttling-user = 该账号短时间内调用转发路由器服务过多。
    .remedy = 稍后重试，并降低调用频率。
error-Rejected-Throttling = 同时调用过多，服务端拒绝了这次调用，请求未被执行。
    .remedy = 稍后重试。
error-ServiceUnavailable = 服务暂时不可用，连接是否已创建尚不清楚。
    .remedy = 在该地域的连接中按名称查找。如果没有，等待几秒后用同一个客户端 Token 再次发送请求。如果持续不可用，查看阿里云的服务状态页。
error-InternalError = 服务端内部错误，连接是否已创建尚不清楚。
    .remedy = 在该地域的连接中按名称查找。如果没有，几秒后用同一个客户端 Token 再次发送请求。如果一直失败，提供请求 ID 提交工单。

## 权限

error-Forbbiden-SubUser = 当前 RAM 用户或 RAM 角色没有这项权限。
    .remedy = 由账号管理员授予对资源 * 的 vpc:CreateVpnAttachment 权限，或拒绝信息中指出的操作权限。
error-Forbbiden = 没有这项权限。
    .remedy = 检查账号和配置（profile）是否正确，以及这个访问密钥的权限策略允许什么。
error-Forbidden = 没有这项权限，或没有操作该对象的权限。
    .remedy = 检查账号和配置（profile）是否正确，权限策略是否允许对资源 * 的 vpc:CreateVpnAttachment。用户网关必须属于同一账号。
error-Forbidden-RAM = 没有 RAM 权限策略允许这次调用。
    .remedy = 由管理员授予对资源 * 的 vpc:CreateVpnAttachment 权限。账号创建第一个 VPN 资源时还需要 ram:CreateServiceLinkedRole 权限。
error-NoPermission = 缺少权限，常见的是创建 VPN 所需服务关联角色的权限。
    .remedy = 申请拒绝信息中指出的操作权限。或由管理员创建账号的第一个 VPN 资源，服务关联角色 AliyunServiceRoleForVpn 会随之创建，只需一次。
error-Forbidden-RiskControl = 账号的操作被风险控制系统禁止。
    .remedy = 更改请求没有用。由账号所有者联系阿里云。
error-Forbidden-UserVerification = 账号所有者尚未实名认证。
    .remedy = 由账号所有者在控制台完成实名认证。中国内地的地域要求实名认证。

## 访问密钥和签名

error-InvalidAccessKeyId-NotFound = 服务端没有这个访问密钥。
    .remedy = 检查配置（profile）中有无误写，并向管理员确认该密钥是否已删除。以 STS. 开头的临时访问密钥还需要安全令牌。
error-InvalidAccessKeyId-Inactive = 这个访问密钥已被禁用。
    .remedy = 在 RAM 中重新启用，或使用另一个访问密钥。
error-MissingSecurityToken = 使用了临时访问密钥，但缺少安全令牌。
    .remedy = 在配置（profile）中补上安全令牌，或重新登录以取得完整的一组。
error-InvalidSecurityToken-Expired = 临时访问密钥已过期。
    .remedy = 重新登录或重新扮演角色，然后重试。
error-InvalidSecurityToken-Malformed = 安全令牌已损坏。
    .remedy = 重新完整复制，不要带换行符。
error-InvalidSecurityToken-MismatchWithAccessKey = 安全令牌与访问密钥不是同一组。
    .remedy = AccessKey ID、AccessKey Secret 和安全令牌必须取自同一组。
error-SignatureDoesNotMatch = 签名不正确，几乎总是因为 AccessKey Secret 有误，偶尔是代理服务器改动了请求。
    .remedy = 检查配置（profile）中的 AccessKey Secret 有无空格或缺少末尾，再尝试不经过代理服务器。不要转发服务端的原始响应：其中可能包含发送的全部内容，包括密钥。
error-IncompleteSignature = 签名不完整。
    .remedy = 可能是代理服务器丢掉了参数，尝试不经过代理服务器。如果没有变化，是本程序的缺陷，需要反馈给开发者。
error-InvalidSignatureMethod = 服务端不支持请求的签名方法。
    .remedy = 接入点（Endpoint）有误，或是本程序的缺陷。检查接入点，然后反馈。
error-SignatureNonceUsed = 同一个签名请求到达了两次，多半是代理服务器重发的。第一个请求可能已被执行。
    .remedy = 在该地域的连接中查找。如果没有，再次发送请求：会重新签名，并使用同一个客户端 Token。
error-InvalidTimeStamp-Expired = 本机时间与服务端相差约 15 分钟以上。
    .remedy = 校准时间，最好使用 NTP，检查时区，然后再次发送请求。
error-InvalidTimeStamp-Format = 请求的时间戳格式不正确。
    .remedy = 这是本程序的缺陷，需要反馈给开发者。
error-IllegalTimestamp = 服务端不接受请求的时间戳。
    .remedy = 校准本机时间，最好使用 NTP，然后再次发送请求。

## 请求本身

error-DryRunOperation = 这不是错误：预检通过，没有创建任何资源。
    .remedy = 正式提交草稿即可创建，届时使用另一个客户端 Token。
error-IdempotentParameterMismatch = 这个客户端 Token 已用于另一个取值不同的请求。
    .remedy = 在该地域的连接中查找第一个请求创建的连接。要创建另一条连接，使用新的客户端 Token。
error-MissingParameter = 缺少必填参数。
    .found = 缺少必填参数 { $value1 }。
    .remedy = 补上该参数。地域、本端网段和对端网段始终必填；`tunnelsmith check` 列出其他缺少的参数。
error-MissingRegionId = 缺少地域。
    .remedy = 选择地域。
error-MissingLocalSubnet = 缺少本端网段。
    .remedy = 至少填一个网段；目的路由模式填 0.0.0.0/0。
error-MissingRemoteSubnet = 缺少对端网段。
    .remedy = 至少填一个网段；目的路由模式填 0.0.0.0/0。
error-InvalidParameter = 服务端不接受某个参数的取值。
    .found = 服务端不接受 { $value1 } 的取值。
    .remedy = 更正该取值。如果没有指出参数，先检查第一阶段的设置，它们没有专门的错误码。
error-InvalidParameter-Format = 请求了服务端不支持的响应格式。
    .remedy = 这是本程序的缺陷，需要反馈给开发者。
error-InvalidRegionId-NotFound = 服务端没有这个地域，或这个接入点（Endpoint）不支持它。
    .remedy = 检查地域的拼写。如果自行设置了接入点，去掉后重试。
error-InvalidOperation-NotSupportedEndpoint = 这个接入点（Endpoint）不支持所请求的地域。
    .remedy = 去掉自行设置的接入点，或改为该地域的接入点。
error-InvalidApi-NotFound = 这个接入点（Endpoint）没有该接口。
    .remedy = 检查接入点是否属于 VPC API。如果没有自行设置，是本程序的缺陷，需要反馈给开发者。
error-InvalidProduct-NotFound = 这个接入点（Endpoint）没有该产品。
    .remedy = 检查地域，以及自行设置的接入点。
error-NoSuchVersion = 这个接入点（Endpoint）没有 2016-04-28 版本的 API。
    .remedy = 检查接入点是否属于 VPC API。
error-UnsupportedOperation = 此处不支持该接口。
    .remedy = 检查地域和接入点（Endpoint）；该地域可能没有这项服务。
error-UnsupportedHTTPMethod = 服务端不支持该 HTTP 方法。
    .remedy = 可能被代理服务器改动，尝试不经过代理服务器。如果没有变化，是本程序的缺陷，需要反馈给开发者。
error-InvalidProtocol-NeedSsl = 服务端只支持 HTTPS。
    .remedy = 使用以 https:// 开头的接入点（Endpoint）。
error-InvalidOwnerId = 发送的 OwnerId 与账号不符。
    .remedy = 本程序不应发送该参数，这是缺陷，需要反馈给开发者。
error-InvalidOwnerAccount = 发送的 OwnerAccount 与账号不符。
    .remedy = 本程序不应发送该参数，这是缺陷，需要反馈给开发者。

## 不在表中的错误码

error-unknown = 错误码 { $code } 不在错误码表中，服务端也没有给出其他信息。
    .found = 错误码 { $code } 不在错误码表中。服务端的信息：{ $message }
    .remedy = 请求被拒绝；对照服务端的信息检查草稿。
    .unsure = 如果响应的 HTTP 状态码为 500 或以上，是否已创建尚不清楚，先按名称查找连接；否则请求被拒绝，对照服务端的信息检查草稿。
    .open = 连接是否已创建尚不清楚。在该地域的连接中按名称查找；如果没有，等待几秒后用同一个客户端 Token 再次发送请求。
    .later = 问题多半在服务端：等待几秒后用同一个客户端 Token 再次发送请求。
    .link = 服务端给出的链接：{ $link }。
    .request = 需要技术支持时，提供请求 ID { $request }。
error-family-missing = 服务端缺少 { $parameter } 的取值。
    .remedy = 补上该参数；`tunnelsmith check` 列出其他缺少的参数。
error-family-invalid = 服务端不接受 { $parameter } 的取值。
    .remedy = 对照该字段的帮助更正。
