# wizard.ftl
