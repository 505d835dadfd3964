"""Files made from the same tables and charts as the pages."""
