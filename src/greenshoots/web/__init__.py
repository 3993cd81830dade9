"""The web: it collects, keeps and shows, and asks the method for every number."""
