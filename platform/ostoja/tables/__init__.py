"""Import and export of tables: each room registers the kinds that it keeps."""
