# peer-write.ftl
