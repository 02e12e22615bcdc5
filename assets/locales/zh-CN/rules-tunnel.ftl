# rules-tunnel.ftl
