# rules-peer.ftl
