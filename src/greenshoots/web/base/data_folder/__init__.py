"""The folder that holds everything: who uses it, who may open it, copies of it, and what is to be erased in it."""
