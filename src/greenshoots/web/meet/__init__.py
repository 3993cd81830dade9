"""Live sessions: people in one room who score, look and talk."""
