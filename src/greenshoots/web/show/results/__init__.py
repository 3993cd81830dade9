"""What people said: pages, pictures and documents, all from releases."""
