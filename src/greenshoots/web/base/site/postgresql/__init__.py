"""PostgreSQL as Greenshoots speaks to it: so many connections at once, and none kept."""
