# peer.ftl
