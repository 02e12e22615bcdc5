# diagnosis.ftl
