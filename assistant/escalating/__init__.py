"""What happens to a flag: raising, telling, moving, who sees what. From outside use `assistant.escalation`."""
