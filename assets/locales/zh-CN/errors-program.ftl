# 命令行、设置、终端或要写入的文件有什么问题。

file-taken = { $path } 已存在；换一个名称
file-no-home = 无法确定 ~ 所指的主目录；填写完整路径
file-unwritten = 无法写入 { $path }：{ $reason }
at-place = { $place }：{ $why }

endpoints-product = 产品 { $product } 没有接入点；填写 vpc=URL, cbn=URL 或只填 URL
endpoints-twice = { $product ->
    [all] 用于所有产品的 URL 重复
   *[other] { $product } 的接入点重复
}；每个只填一次
session-role = { $error }：{ $cause }
order-no-scratch = 无法为沙箱的提交日志创建临时目录
key-unopened = { $field } 不可用
key-none = { $field } 没有密钥
key-unwritable = 草稿文件无法保存它

export-control-character = { $field } 中有控制字符，命令行无法传递；删除它

sandbox-bad-fault = “{ $text }”不是故障；可用的故障：{ $known }
sandbox-bad-peer = “{ $text }”不是对端设备；写成 N=KIND，N 为 1 或 2，KIND 为以下之一：{ $known }
sandbox-bad-pace = 不是 200ms 或 1s 这样大于零的时长
sandbox-bad-lag = --list-lag { $value }：不是 2s、500ms 或 0s 这样的时长
sandbox-cannot-serve = 沙箱无法监听 127.0.0.1:{ $port }：{ $reason }
sandbox-cannot-start = 无法启动沙箱：{ $reason }

terminal-unusable = 无法使用终端：{ $reason }
terminal-no-input = 标准输入不是终端
terminal-no-output = 标准输出不是终端
terminal-gone = 终端已关闭
terminal-in-use = 终端已在使用中
terminal-released = 终端已释放
clipboard-none = 类型为 { $term } 的终端没有剪贴板
clipboard-too-long = { $bytes } 字节超过了终端剪贴板的上限 { $limit }
clipboard-unwritten = 终端不接受数据
editor-failed = 编辑器失败（{ $status }）；没有更改任何内容

keymap-shape = 按键必须写成对象，例如 { "{" }"undo": ["alt-u"]{ "}" }：{ $reason }
keymap-no-action = 没有动作“{ $action }”；`tunnelsmith config show` 和 docs/keys.md 列出了所有动作
keymap-bad-key = { $action }：“{ $key }”不是按键；写成 ctrl-x、alt-u 或 f5 这样的形式
keymap-taken = { $action }：“{ $key }”已用于 { $other }；为那个动作也另选按键
keymap-no-way-out = quit：至少要有一个按键能退出向导；填写一个
keymap-types = { $action }：“{ $key }”在那里会输入字母；加上 ctrl 或 alt
settings-keys-form = “{ $part }”：写成 ACTION=KEY,KEY
settings-no-home = 无法确定主目录

load-one-token = --set ClientToken：一个 Token 只用于一个草稿；只填写一个文件
load-one-stdin = 标准输入只能读取一次；只填写一次 -
load-one-template = --values 由一个草稿生成多个草稿；只填写一个草稿文件
load-empty-folder = 目录中没有 *.json 文件；填写另一个目录，或者填写文件
load-unread-folder = 无法读取目录：{ $reason }
set-form = --set { $text }：写成 FIELD=VALUE
set-unknown = --set：没有字段“{ $name }”；使用 API 中的名称，用 `tunnelsmith preview` 查看
set-unknown-near = --set：没有字段“{ $name }”；是否应为 { $nearest }？
set-key = --set { $name }：其他用户能看到命令行，因此其中不能有密钥；改为在草稿中写 { "{" }"env": "NAME"{ "}" } 或 { "{" }"file": "PATH"{ "}" }
allow-unknown = --allow：没有规则“{ $rule }”
allow-unknown-near = --allow：没有规则“{ $rule }”；是否应为 { $nearest }？
draft-bad-name = 草稿不能命名为“{ $name }”；使用字母或数字
ask-not-hidden = 在这里输入密钥时无法隐藏
ask-not-text = 输入的不是 UTF-8 文本
report-at = --report { $path }：{ $why }
report-not-file = 不是普通文件；填写一个普通文件或新文件
report-busy = 另一次运行正在写入；等它结束
report-other = 第 1 行不是结果文件的行；填写另一个文件
seal-stdin = 草稿在原处加密；填写它的文件
seal-with = --with，第 { $number } 个接收者：{ $why }
