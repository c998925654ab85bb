"""Forms of playbooks: the playbook, a step, starting and stopping one in a case."""
