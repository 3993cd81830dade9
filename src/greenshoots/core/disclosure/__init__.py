"""What may be shown of people's answers: the product's promise, in one folder."""
