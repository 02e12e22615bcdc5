# connections.ftl
