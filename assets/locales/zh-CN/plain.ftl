# plain.ftl
