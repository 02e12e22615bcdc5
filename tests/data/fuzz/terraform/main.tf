provider "alicloud" {
  region = "eu-central-1"
}
resource "alicloud_vpn_gateway_vpn_attachment" "b" {
  vpn_attachment_name = "${var.site}-a"
  local_subnet        = "10.0.0.0/8"
  tunnel_options_specification {
    tunnel_index = 1
    tunnel_ike_config { psk = "kT7mPq2v" }
  }
  dynamic "tunnel_options_specification" {
    for_each = var.tunnels
    content {}
  }
  tags = { site = "dc1", (var.k) = null }
}
