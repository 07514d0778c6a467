"""The parts of the output rules; their door is assistant.safety.output_rules."""
