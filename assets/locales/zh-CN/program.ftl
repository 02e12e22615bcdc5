# program.ftl
