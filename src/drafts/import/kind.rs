//! What a text looks like, for those who gave it under the wrong name.

use crate::connection::named_enum;

use super::yaml::may_be_yaml;

named_enum! {
    /// What a text looks like.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum TextKind {
        /// A command of the official command line.
        Command = "command",
        /// A command of another cloud's command line.
        OtherCloud = "other-cloud",
        /// Terraform's own language.
        Terraform = "terraform",
        /// Output of `terraform show -json`, or a state file.
        TerraformJson = "terraform-json",
        /// A template of ROS, or a Pulumi program.
        Template = "template",
        /// What the service answers about a connection.
        Answer = "answer",
        /// A draft or request in JSON.
        Json = "json",
        /// Some other YAML.
        Yaml = "yaml",
        /// A page of the web, or XML.
        Markup = "markup",
        /// The configuration of a device or of strongSwan.
        Device = "device",
        /// A key or certificate.
        Pem = "pem",
        /// None of these.
        Unknown = "unknown",
    }
}

/// Marks that tell, the stronger first.
const MARKS: &[(&str, TextKind)] = &[
    ("-----BEGIN ", TextKind::Pem),
    ("\"VpnConnectionId\"", TextKind::Answer),
    ("ROSTemplateFormatVersion", TextKind::Template),
    ("ALIYUN::VPC::", TextKind::Template),
    ("alicloud:vpn", TextKind::Template),
    ("\"terraform_version\"", TextKind::TerraformJson),
    ("\"root_module\"", TextKind::TerraformJson),
    ("resource \"", TextKind::Terraform),
    ("provider \"", TextKind::Terraform),
    ("module \"", TextKind::Terraform),
    ("aliyun vpc ", TextKind::Command),
    ("aliyun.exe", TextKind::Command),
    ("az network ", TextKind::OtherCloud),
    ("aws ec2 ", TextKind::OtherCloud),
    ("gcloud compute ", TextKind::OtherCloud),
    ("tccli ", TextKind::OtherCloud),
    ("hcloud ", TextKind::OtherCloud),
    ("crypto ikev", TextKind::Device),
    ("crypto isakmp", TextKind::Device),
    ("crypto ipsec", TextKind::Device),
    ("crypto map", TextKind::Device),
    ("config vpn ipsec", TextKind::Device),
    ("set security ike", TextKind::Device),
    ("ike proposal", TextKind::Device),
    ("ipsec proposal", TextKind::Device),
    ("remote_addrs", TextKind::Device),
    ("leftsubnet", TextKind::Device),
];

/// What a text looks like.
pub fn detect_kind(text: &str) -> TextKind {
    let trimmed = text.trim_start();
    if let Some((_, kind)) = MARKS.iter().find(|(mark, _)| trimmed.contains(mark)) {
        return *kind;
    }
    match trimmed.chars().next() {
        Some('<') => TextKind::Markup,
        Some('{' | '[') => TextKind::Json,
        _ if may_be_yaml(text) => TextKind::Yaml,
        _ => TextKind::Unknown,
    }
}
