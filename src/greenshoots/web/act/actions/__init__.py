"""Actions: what people do, try and stop, with reminders."""
