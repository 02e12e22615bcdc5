# rules-request.ftl
