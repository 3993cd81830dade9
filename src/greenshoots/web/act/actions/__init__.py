"""What people do, try and stop, with reminders."""
