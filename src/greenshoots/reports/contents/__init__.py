"""What a report says, section by section, whatever its format."""
