# fields.ftl
