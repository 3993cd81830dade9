"""The library on the web: suggestions and stories beside the finding they help with."""
